"""Losses: what training minimizes.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from typing import ClassVar

from kindling._parts import Part

__all__ = [
    "BinaryCrossEntropy",
    "Huber",
    "Loss",
    "MeanAbsoluteError",
    "MeanSquaredError",
    "SoftmaxCrossEntropy",
]


class Loss(Part):
    """What training minimizes: a number for each row."""


@dataclass(frozen=True)
class SoftmaxCrossEntropy(Loss):
    """The negative log-likelihood of class labels from raw scores (logits): ``loss = ln(sum_k
    e^x_k) - x_label``, where a row has several labels their mean.

    Shapes: output x FLOAT32 ``[batch, classes, d...]``, target INT64 ``[batch, d...]``, labels from
    0 to classes - 1. As PyTorch's ``CrossEntropyLoss``; Keras has the classes on the last axis and
    takes probabilities unless ``from_logits`` is set.
    """

    _type: ClassVar[str] = "SoftmaxCrossEntropy"


@dataclass(frozen=True)
class BinaryCrossEntropy(Loss):
    """The negative log-likelihood of yes-or-no targets from raw scores (logits): ``loss = mean (t
    softplus(-x) + (1 - t) softplus(x))`` over the elements of a row, where softplus(x) = ln(1 +
    e^x).

    Shapes: output x and target t FLOAT32 ``[batch, d...]``; t is 0, 1 or a probability. Written so,
    nothing cancels: the relative error stays small for scores of any size. As PyTorch's
    ``BCEWithLogitsLoss``; Keras takes probabilities unless ``from_logits`` is set.
    """

    _type: ClassVar[str] = "BinaryCrossEntropy"


@dataclass(frozen=True)
class MeanSquaredError(Loss):
    """The mean of squared differences: ``loss = mean (y - t)^2`` over the elements of a row.

    Shapes: output y and target t FLOAT32 ``[batch, d...]``. As in PyTorch and Keras, without a
    factor of one half.
    """

    _type: ClassVar[str] = "MeanSquaredError"


@dataclass(frozen=True)
class MeanAbsoluteError(Loss):
    """The mean of absolute differences: ``loss = mean |y - t|`` over the elements of a row.

    Shapes: output y and target t FLOAT32 ``[batch, d...]``. Where y = t the gradient is 0, as in
    PyTorch's ``L1Loss``.
    """

    _type: ClassVar[str] = "MeanAbsoluteError"


@dataclass(frozen=True)
class Huber(Loss):
    """Squared near zero, absolute beyond: with ``a = |y - t|`` an element's loss is ``a^2 / 2`` up
    to delta and ``delta (a - delta / 2)`` beyond; a row's is their mean.

    Shapes: output y and target t FLOAT32 ``[batch, d...]``.

    Source: P. J. Huber, 1964. The same as PyTorch's ``HuberLoss`` and Keras' ``Huber``.

    :param delta: where the two parts meet, above 0
    """

    _type: ClassVar[str] = "Huber"

    _: KW_ONLY
    delta: float = 1.0
