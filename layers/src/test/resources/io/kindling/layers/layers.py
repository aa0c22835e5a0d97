"""Writes layers.json: what layers give in inference, as PyTorch computes it in float64.

Run it in this folder: python layers.py. Needs torch. Parameters are PyTorch's own tensors under our
names, so the layouts are held against each other too.
"""

import json
import pathlib

import torch
from torch import nn
from torch.nn import functional

generator = torch.Generator().manual_seed(3)


def numbers(*shape):
    drawn = torch.randn(*shape, generator=generator)
    return drawn.to(torch.float32).to(torch.float64)


def flat(tensor):
    return {"shape": list(tensor.shape), "values": tensor.flatten().tolist()}


def case(layer, inputs, compute, **parameters):
    with torch.no_grad():
        return {
            "layer": layer,
            "inputs": [flat(x) for x in inputs],
            "parameters": {name: flat(value) for name, value in parameters.items()},
            "output": flat(compute(*inputs)),
        }


def module(layer, inputs, of):
    of = of.to(torch.float64).eval()
    with torch.no_grad():
        for parameter in of.parameters():
            parameter.copy_(numbers(*parameter.shape))
    return case(layer, inputs, of, **dict(of.named_parameters()))


def normalization():
    of = nn.BatchNorm2d(3, eps=0.01).to(torch.float64).eval()
    with torch.no_grad():
        of.weight.copy_(numbers(3))
        of.bias.copy_(numbers(3))
        of.running_mean.copy_(numbers(3))
        of.running_var.copy_(numbers(3).square() + 0.5)
    return case(
        {"type": "BatchNorm", "epsilon": 0.01},
        [numbers(2, 3, 4, 2)],
        of,
        weight=of.weight,
        bias=of.bias,
        running_mean=of.running_mean,
        running_var=of.running_var,
    )


def same_padding():
    """SAME with a stride: one row at the end of the first axis, one on both sides of the second."""
    weight = numbers(2, 2, 2, 3)
    return case(
        {
            "type": "Conv2d",
            "filters": 2,
            "kernelSize": [2, 3],
            "stride": [2, 1],
            "padding": {"mode": "SAME", "amounts": []},
            "bias": False,
        },
        [numbers(2, 2, 5, 4)],
        lambda x: functional.conv2d(functional.pad(x, (1, 1, 0, 1)), weight, stride=(2, 1)),
        weight=weight,
    )


def explicit(*amounts):
    return {"mode": "EXPLICIT", "amounts": list(amounts)}


def cases():
    yield module({"type": "Dense", "units": 3}, [numbers(2, 4)], nn.Linear(4, 3))
    yield module(
        {"type": "Dense", "units": 3, "bias": False},
        [numbers(2, 5, 4)],
        nn.Linear(4, 3, bias=False),
    )
    yield module(
        {"type": "Conv1d", "filters": 4, "kernelSize": [3]}, [numbers(2, 2, 7)], nn.Conv1d(2, 4, 3)
    )
    yield module(
        {
            "type": "Conv1d",
            "filters": 4,
            "kernelSize": [3],
            "stride": [2],
            "padding": explicit(2),
            "dilation": [2],
            "groups": 2,
        },
        [numbers(2, 4, 9)],
        nn.Conv1d(4, 4, 3, stride=2, padding=2, dilation=2, groups=2),
    )
    yield module(
        {"type": "Conv2d", "filters": 3, "kernelSize": [3, 2]},
        [numbers(2, 2, 5, 6)],
        nn.Conv2d(2, 3, (3, 2)),
    )
    yield module(
        {
            "type": "Conv2d",
            "filters": 4,
            "kernelSize": [3, 3],
            "stride": [2, 1],
            "padding": explicit(1, 2),
            "dilation": [1, 2],
            "groups": 2,
            "bias": False,
        },
        [numbers(2, 2, 6, 5)],
        nn.Conv2d(2, 4, 3, (2, 1), (1, 2), (1, 2), groups=2, bias=False),
    )
    yield same_padding()
    yield case(
        {
            "type": "MaxPool2d",
            "poolSize": [3, 2],
            "stride": [2, 1],
            "padding": explicit(1),
            "ceilMode": True,
        },
        [numbers(2, 2, 6, 5)],
        lambda x: functional.max_pool2d(x, (3, 2), (2, 1), 1, ceil_mode=True),
    )
    halves = {"type": "MaxPool2d", "poolSize": [2, 2]}
    yield case(halves, [numbers(2, 2, 5, 4)], lambda x: functional.max_pool2d(x, 2))
    for counted in (False, True):
        yield case(
            {
                "type": "AvgPool2d",
                "poolSize": [3, 2],
                "stride": [2, 1],
                "padding": explicit(1),
                "countPadding": counted,
            },
            [numbers(2, 2, 6, 5)],
            lambda x, c=counted: functional.avg_pool2d(x, (3, 2), (2, 1), 1, count_include_pad=c),
        )
    yield case({"type": "GlobalAvgPool"}, [numbers(2, 3, 4, 2)], lambda x: x.mean((2, 3)))
    yield normalization()
    yield case({"type": "Dropout", "rate": 0.5}, [numbers(2, 3)], nn.Dropout(0.5).eval())
    yield case({"type": "Flatten"}, [numbers(2, 3, 2)], nn.Flatten())
    halves = {"type": "Reshape", "shape": [2, -1]}
    yield case(halves, [numbers(2, 3, 4)], lambda x: x.reshape(2, 2, 6))
    indices = torch.randint(7, (2, 4), generator=generator)
    table = {"type": "Embedding", "vocabulary": 7, "dimensions": 3}
    yield module(table, [indices], nn.Embedding(7, 3))
    x = numbers(2, 3, 4)
    for name, of in {
        "Relu": nn.ReLU(),
        "LeakyRelu": nn.LeakyReLU(),
        "Elu": nn.ELU(),
        "Sigmoid": nn.Sigmoid(),
        "Tanh": nn.Tanh(),
        "Softplus": nn.Softplus(),
        "Softmax": nn.Softmax(-1),
        "LogSoftmax": nn.LogSoftmax(-1),
    }.items():
        yield case({"type": name}, [x], of)
    yield case({"type": "Softmax", "axis": 1}, [x], nn.Softmax(1))
    yield case({"type": "Add"}, [x, x, numbers(2, 3, 4)], lambda a, b, c: a + b + c)
    yield case({"type": "Concat"}, [x, numbers(2, 1, 4)], lambda a, b: torch.cat([a, b], 1))
    last = {"type": "Concat", "axis": -1}
    yield case(last, [x, numbers(2, 3, 2)], lambda a, b: torch.cat([a, b], -1))


pathlib.Path("layers.json").write_text(
    "[\n" + ",\n".join(json.dumps(each) for each in cases()) + "\n]\n"
)
