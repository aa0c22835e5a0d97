"""Random tensors and blocks of text for golden values; every number follows from the seed."""

import numpy as np
import torch

TYPES = {
    torch.float32: "FLOAT32", torch.float64: "FLOAT64", torch.float16: "FLOAT16",
    torch.bfloat16: "BFLOAT16", torch.int8: "INT8", torch.int16: "INT16", torch.int32: "INT32",
    torch.int64: "INT64", torch.uint8: "UINT8", torch.uint16: "UINT16", torch.uint32: "UINT32",
    torch.bool: "BOOL",
}
generator = torch.Generator().manual_seed(20240607)
blocks = []


def normal(*shape):
    return torch.randn(shape, generator=generator)


def away(*shape, kink=0.0):
    """Random numbers at least 0.1 from a kink."""
    x = normal(*shape)
    return kink + x + 0.1 * torch.sign(x)


def spread(*shape):
    """Distinct numbers 0.05 apart, so that a maximum stays one under small steps."""
    count = int(np.prod(shape))
    return (torch.randperm(count, generator=generator).float() * 0.05 - 0.025 * count).reshape(shape)


def positive(*shape):
    return torch.rand(shape, generator=generator) * 2 + 0.5


def whole(low, high, *shape, dtype=torch.int64):
    return torch.randint(low, high, shape, generator=generator).to(dtype)


def line(kind, x):
    x = x.detach()
    values = x.reshape(-1).tolist()
    text = " ".join("%d" % v if not x.is_floating_point() else "%.9g" % v for v in values)
    return "%s %s %s : %s" % (kind, TYPES[x.dtype], ",".join(map(str, x.shape)) or "-", text)


def case(name, function, *inputs, grads=()):
    lines = ["case " + name] + [line("input", x) for x in inputs]
    leaves = [x.clone().requires_grad_(i in grads) for i, x in enumerate(inputs)]
    results = function(*leaves)
    results = results if isinstance(results, (tuple, list)) else (results,)
    lines += [line("output", y) for y in results]
    if grads:
        received = normal(*results[0].shape).to(results[0].dtype)
        (results[0] * received).sum().backward()
        lines.append(line("received", received))
        lines += [line("gradient %d" % i, leaves[i].grad) for i in grads]
    blocks.append("\n".join(lines))
