"""Writes losses and gradients of two small networks by PyTorch: python golden_training.py FILE.

Inputs are the features, targets and row weights, then the parameters in order; outputs are the loss
sum, the weight sum, then the gradient of each trainable parameter or the next value of state.
"""

import sys

import torch
import torch.nn.functional as F

from golden_cases import line

generator = torch.Generator().manual_seed(7)


def normal(*shape):
    return torch.randn(shape, generator=generator)


def block(name, inputs, outputs):
    lines = ["case " + name] + [line("input", x) for x in inputs]
    return "\n".join(lines + [line("output", y) for y in outputs])


def cnn():
    x, labels = normal(5, 1, 6, 6), torch.tensor([2, 0, 1, 1, 2])
    weights = torch.tensor([1.0, 0.5, 2.0, 0.0, 1.5])
    trained = [normal(4, 1, 3, 3), normal(4), normal(4), normal(4), normal(16, 3), normal(3)]
    mean, variance = normal(4), torch.rand(4, generator=generator) + 0.5
    kernel, bias, scale, shift, dense, offset = leaves = [p.requires_grad_() for p in trained]
    z = F.conv2d(x, kernel, bias)
    y = F.batch_norm(z, None, None, scale, shift, True, 0.0, 1e-5)
    y = F.max_pool2d(F.relu(y), 2).reshape(5, 16) @ dense + offset
    loss = (F.cross_entropy(y, labels, reduction="none") * weights).sum()
    loss.backward()
    updates = [p.grad for p in leaves]
    state = [0.9 * mean + 0.1 * z.mean((0, 2, 3)),
             0.9 * variance + 0.1 * z.var((0, 2, 3), unbiased=False)]
    inputs = [x, labels, weights, *trained[:4], mean, variance, *trained[4:]]
    return block("cnn", inputs, [loss, weights.sum(), *updates[:4], *state, *updates[4:]])


def two_heads():
    x, first, second = normal(4, 3), normal(4, 2), normal(4)
    weights = torch.tensor([1.0, 3.0, 0.5, 1.0])
    trunk, left, right = leaves = [normal(3, 5).requires_grad_(), normal(5, 2).requires_grad_(),
                                   normal(5, 1).requires_grad_()]
    hidden = torch.tanh(x @ trunk)
    rows = ((hidden @ left - first) ** 2).mean(1) + ((hidden @ right).squeeze(1) - second) ** 2
    loss = (rows * weights).sum()
    loss.backward()
    return block("two_heads", [x, first, second, weights, *leaves],
                 [loss, weights.sum(), *[p.grad for p in leaves]])


with open(sys.argv[1], "w") as file:
    file.write(cnn() + "\n" + two_heads() + "\n")
