"""Writes losses.json: losses of rows and gradients as PyTorch computes them in float64.

Run it in this folder: python losses.py. Needs torch.
"""

import json
import pathlib

import torch
from torch.nn import functional

generator = torch.Generator().manual_seed(5)


def row_mean(losses):
    return losses.flatten(1).mean(1) if losses.dim() > 1 else losses


def case(description, output, target, losses):
    """One case: the row losses and the gradient of their sum weighted with 1, 2, 3, ..."""
    output = output.to(torch.float32).to(torch.float64).requires_grad_()
    rows = row_mean(losses(output, target))
    (rows * torch.arange(1, len(rows) + 1)).sum().backward()
    return {
        "loss": description,
        "shape": list(output.shape),
        "targetShape": list(target.shape),
        "output": output.flatten().tolist(),
        "target": target.flatten().tolist(),
        "losses": rows.tolist(),
        "gradient": output.grad.flatten().tolist(),
    }


def normal(*shape, scale=2.0):
    return torch.randn(*shape, generator=generator, dtype=torch.float64) * scale


def labels(classes, *shape):
    return torch.randint(classes, shape, generator=generator)


def cross_entropy(output, target):
    return functional.cross_entropy(output, target, reduction="none")


def binary(output, target):
    return functional.binary_cross_entropy_with_logits(output, target, reduction="none")


def binary_on_large(output, target):
    # PyTorch's own formula loses the digits of small losses; this one keeps them.
    return target * functional.softplus(-output, threshold=1000) + (1 - target) * functional.softplus(
        output, threshold=1000
    )


def squared(output, target):
    return functional.mse_loss(output, target, reduction="none")


def absolute(output, target):
    return functional.l1_loss(output, target, reduction="none")


def huber(delta):
    return lambda output, target: functional.huber_loss(
        output, target, reduction="none", delta=delta
    )


def probabilities(*shape):
    return torch.rand(*shape, generator=generator).to(torch.float32).to(torch.float64)


def elements(*shape):
    return normal(*shape).to(torch.float32).to(torch.float64)


large = torch.tensor([[1000.0, 0.0, -1000.0], [80.0, 90.0, -5.0], [-60.0, -60.0, -60.0]])
far = torch.tensor([[100.0, -100.0], [15.0, -15.0], [15.0, -15.0], [0.0, 40.0]])
equal = elements(3, 4)

CASES = [
    case({"type": "SoftmaxCrossEntropy"}, normal(5, 7), labels(7, 5), cross_entropy),
    case({"type": "SoftmaxCrossEntropy"}, normal(3, 4, 5), labels(4, 3, 5), cross_entropy),
    case({"type": "SoftmaxCrossEntropy"}, normal(2, 3, 2, 2), labels(3, 2, 2, 2), cross_entropy),
    case({"type": "SoftmaxCrossEntropy"}, large, torch.tensor([0, 0, 2]), cross_entropy),
    case({"type": "BinaryCrossEntropy"}, normal(6, 1), labels(2, 6, 1).double(), binary),
    case({"type": "BinaryCrossEntropy"}, normal(4), probabilities(4), binary),
    case({"type": "BinaryCrossEntropy"}, normal(3, 2, 3), probabilities(3, 2, 3), binary),
    case(
        {"type": "BinaryCrossEntropy"},
        far,
        torch.tensor([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 0.0]], dtype=torch.float64),
        binary_on_large,
    ),
    case({"type": "MeanSquaredError"}, normal(4, 1), elements(4, 1), squared),
    case({"type": "MeanSquaredError"}, normal(5), elements(5), squared),
    case({"type": "MeanSquaredError"}, normal(2, 3, 4), elements(2, 3, 4), squared),
    case({"type": "MeanAbsoluteError"}, normal(4, 3), elements(4, 3), absolute),
    case({"type": "MeanAbsoluteError"}, equal, equal, absolute),
    case({"type": "Huber"}, normal(4, 5), elements(4, 5), huber(1.0)),
    case({"type": "Huber", "delta": 2.5}, normal(4, 5), elements(4, 5), huber(2.5)),
    case({"type": "Huber"}, equal, equal, huber(1.0)),
]

pathlib.Path("losses.json").write_text(
    "[\n" + ",\n".join(json.dumps(each) for each in CASES) + "\n]\n"
)
