"""Writes metrics.json: metrics as NumPy computes them from their definitions in float64.

Run it in this folder: python metrics.py. Needs numpy. The area under the curve is counted over all
pairs of a positive and a negative row.
"""

import json
import pathlib

import numpy as np

random = np.random.default_rng(9)


def floats(*shape):
    return random.standard_normal(shape).astype(np.float32).astype(np.float64)


def case(description, output, target, weights, value):
    return {
        "metric": description,
        "shape": list(output.shape),
        "targetShape": list(target.shape),
        "whole": target.dtype.kind == "i",
        "output": output.flatten().tolist(),
        "target": target.flatten().tolist(),
        "weights": weights.tolist(),
        "value": float(value),
    }


def weighted(rows, weights):
    return np.average(rows.reshape(len(rows), -1).mean(1), weights=weights)


def top(output, target, k):
    best = np.argsort(-output, axis=1, kind="stable")[:, :k]
    return (best == np.expand_dims(target, 1)).any(1)


def area(scores, target, weights):
    wins = total = 0.0
    for i in np.flatnonzero(target >= 0.5):
        for j in np.flatnonzero(target < 0.5):
            pair = weights[i] * weights[j]
            total += pair
            wins += pair * (1.0 if scores[i] > scores[j] else 0.5 if scores[i] == scores[j] else 0)
    return wins / total


def cases():
    weights = np.array([1.0, 0.5, 0.0, 2.0, 1.0, 3.0, 1.5, 0.25])
    ones = np.ones(8)
    scores, labels = floats(8, 6), random.integers(0, 6, 8)
    places, placed = floats(8, 3, 4), random.integers(0, 3, (8, 4))
    equal = np.zeros((8, 3))
    for w in (ones, weights):
        for k in (1, 2, 5):
            name = {"type": "TopKAccuracy", "k": k}
            yield case(name, scores, labels, w, weighted(top(scores, labels, k), w))
        yield case({"type": "Accuracy"}, scores, labels, w, weighted(top(scores, labels, 1), w))
        yield case({"type": "Accuracy"}, places, placed, w, weighted(top(places, placed, 1), w))
    first = labels % 3
    yield case({"type": "Accuracy"}, equal, first, ones, weighted(top(equal, first, 1), ones))
    logits, truth = floats(8, 2), random.integers(0, 2, (8, 2)).astype(np.float64)
    right = (logits > 0) == (truth >= 0.5)
    yield case({"type": "Accuracy"}, logits, truth, weights, weighted(right, weights))
    output, target = floats(8, 3), floats(8, 3)
    difference = output - target
    mae = {"type": "MeanAbsoluteErrorMetric"}
    rmse = {"type": "RootMeanSquaredError"}
    yield case(mae, output, target, weights, weighted(np.abs(difference), weights))
    yield case(rmse, output, target, weights, np.sqrt(weighted(difference**2, weights)))
    yield case(mae, output[:, 0], target[:, 0], ones, weighted(np.abs(difference[:, :1]), ones))
    losses = np.abs(floats(8))
    yield case({"type": "LossMetric"}, losses, truth[:, 0], weights, weighted(losses, weights))
    yield from areas()


def areas():
    rows = 300
    truth = random.integers(0, 2, rows)
    weights = random.integers(0, 4, rows).astype(np.float64)
    # Multiples of 1/8 with large ones among them: bins tell them apart, and there are ties.
    score = np.round((floats(rows) + truth) * 8) / 8
    score[::50] *= 20
    auc = {"type": "AreaUnderCurve"}
    yield case(auc, score, truth, np.ones(rows), area(score, truth, np.ones(rows)))
    yield case(
        auc, score[:, None], truth[:, None].astype(np.float64), weights, area(score, truth, weights)
    )
    pair = np.stack([-score / 2, score / 2], 1)
    yield case(auc, pair, truth, weights, area(score, truth, weights))
    few = {"type": "AreaUnderCurve", "bins": 64}
    coarse = np.sign(score) * (np.abs(score) > 0.5)
    yield case(few, coarse, truth, weights, area(coarse, truth, weights))


pathlib.Path("metrics.json").write_text(
    "[\n" + ",\n".join(json.dumps(each) for each in cases()) + "\n]\n"
)
