"""Every block of Python in docs/python.md runs, in order, with what its text takes for granted."""

from __future__ import annotations

import re
from pathlib import Path

import numpy
import pytest
from golden import torch_export as golden
from kindling import DeepClassifier, DeepModel, Network, from_numpy
from kindling.layers import Dense, Flatten
from pyspark.ml.tuning import ParamGridBuilder

TEXT = (Path(__file__).resolve().parents[4] / "docs/python.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^## ([^\n]+)$|^```python\n(.*?)^```$", TEXT, re.M | re.S)


def blocks(heading):
    found, current = [], ""
    for title, code in BLOCKS:
        current = title or current
        if code and current == heading:
            found.append(code)
    assert found, heading
    return found


def images():
    random = numpy.random.default_rng(1)
    label = random.integers(0, 2, 60)
    return (random.random((60, 1, 28, 28)) + label[:, None, None, None]).astype("float32"), label


def test_no_block_is_left_out():
    tested = {"A Pipeline", "Networks and the rest", "Arrays", "From PyTorch"}
    assert {heading for heading in re.findall(r"^## (.*)$", TEXT, re.M) if _has(heading)} == tested


def _has(heading):
    try:
        return bool(blocks(heading))
    except AssertionError:
        return False


def test_a_pipeline(circle, tmp_path):
    names = {
        "points": circle,
        "classifier": DeepClassifier(),
        "small": Network.sequential(2, Dense(2)),
        "large": Network.sequential(2, Dense(9)),
        "ParamGridBuilder": ParamGridBuilder,
    }
    for code in blocks("A Pipeline"):
        # The folder is that of a JVM that runs already.
        exec(code.replace('"circle"', repr(str(tmp_path / "circle"))), names)
    assert len(names["grid"]) == 2 and (tmp_path / "circle").is_dir()


def test_networks(spark):
    names = {"classifier": DeepClassifier()}
    for code in blocks("Networks and the rest"):
        exec(code, names)
    assert "conv2d_1" in names["residual"].summary()
    assert names["classifier"].isSet("schedule")


def test_arrays(spark):
    values, label = images()
    network = Network.sequential([1, 28, 28], Flatten(), Dense(2))
    model = DeepClassifier(network=network, epochs=2).fit(
        from_numpy(spark, features=values, label=label)
    )
    names = {"spark": spark, "images": values, "labels": label, "model": model}
    pytest.importorskip("matplotlib").use("Agg")
    for code in blocks("Arrays"):
        exec(code, names)
    assert names["out"]["probability"].shape == (60, 2)


def test_from_pytorch(spark):
    """The export runs in slow_torch.py, where PyTorch is; what it wrote lies beside the tests."""
    values, label = golden.images()
    exporting, training = blocks("From PyTorch")
    assert "torch.onnx.export(" in exporting and "torch" not in training
    names = {
        "frame": from_numpy(spark, features=values, label=label),
        "DeepClassifier": DeepClassifier,
        "DeepModel": DeepModel,
    }
    file = Path(golden.__file__).parent / "dynamo.onnx"
    exec(training.replace('"net.onnx"', repr(str(file))), names)
    assert names["scores"].transform(names["frame"]).count() == golden.ROWS
