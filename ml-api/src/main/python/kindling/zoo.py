"""Well-known networks as functions; each gives the same network as its namesake in Java."""

from __future__ import annotations

from typing import Sequence

from kindling.initializers import HeNormal
from kindling.layers import (
    Add,
    BatchNorm,
    Conv2d,
    Dense,
    Flatten,
    GlobalAvgPool,
    MaxPool2d,
    Relu,
)
from kindling.network import LayerNetwork, Network, NetworkBuilder

__all__ = ["le_net", "res_net", "vgg"]


def le_net(image: Sequence[int] = (1, 28, 28), classes: int = 10) -> LayerNetwork:
    """Returns a small convolutional network for digits, with raw scores of classes as output.

    :param image: channels, height and width
    """
    builder = Network.builder("lenet")
    scores = builder.chain(
        builder.input("image", image),
        Conv2d(6, 5),
        Relu(),
        MaxPool2d(2),
        Conv2d(12, 5),
        Relu(),
        MaxPool2d(2),
        Flatten(),
        Dense(100),
        Relu(),
        Dense(classes),
    )
    return builder.output("scores", scores).build()


def res_net(image: Sequence[int] = (3, 32, 32), classes: int = 10) -> LayerNetwork:
    """Returns ResNet-18 for small images, as it is usually trained on CIFAR-10.

    :param image: channels, height and width
    """
    builder = Network.builder("resnet18")
    last = builder.chain(builder.input("image", image), _convolution(64, 3, 1), BatchNorm(), Relu())
    for filters in (64, 128, 256, 512):
        for block in range(2):
            last = _residual(builder, last, filters, block == 0 and filters != 64)
    scores = builder.chain(last, GlobalAvgPool(), Dense(classes))
    return builder.output("scores", scores).build()


def _residual(builder: NetworkBuilder, start: str, filters: int, narrower: bool) -> str:
    stride = 2 if narrower else 1
    branch = builder.chain(
        start,
        _convolution(filters, 3, stride),
        BatchNorm(),
        Relu(),
        _convolution(filters, 3, 1),
        BatchNorm(),
    )
    shortcut = start
    if narrower:
        shortcut = builder.chain(start, _convolution(filters, 1, stride), BatchNorm())
    return builder.add(Relu(), builder.add(Add(), branch, shortcut))


def _convolution(filters: int, kernel: int, stride: int) -> Conv2d:
    # The bias would be taken out again by the mean of the batch.
    return Conv2d(
        filters,
        kernel,
        stride=stride,
        padding=kernel // 2,
        bias=False,
        weightInitializer=HeNormal(),
    )


def vgg(
    image: Sequence[int] = (3, 32, 32), classes: int = 10, hidden: int = 512
) -> LayerNetwork:
    """Returns VGG-16 with batch normalization for small images.

    :param image: channels, height and width, the last two from 32 on
    :param hidden: units of a dense layer before the last one; 0: there is none
    """
    builder = Network.builder("vgg16")
    last = builder.input("image", image)
    blocks = ((64, 64), (128, 128), (256, 256, 256), (512, 512, 512), (512, 512, 512))
    for block in blocks:
        for filters in block:
            last = builder.chain(last, _convolution(filters, 3, 1), BatchNorm(), Relu())
        last = builder.add(MaxPool2d(2), last)
    last = builder.add(Flatten(), last)
    if hidden:
        last = builder.chain(last, Dense(hidden), Relu())
    return builder.output("scores", builder.add(Dense(classes), last)).build()
