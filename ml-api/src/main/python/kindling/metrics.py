"""Metrics: numbers that tell how good a network is.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from typing import ClassVar

from kindling._parts import Part

__all__ = [
    "Accuracy",
    "AreaUnderCurve",
    "LossMetric",
    "MeanAbsoluteErrorMetric",
    "Metric",
    "OutputMetric",
    "RootMeanSquaredError",
    "TopKAccuracy",
]


class Metric(Part):
    """A number that tells how good outputs are."""


@dataclass(frozen=True)
class Accuracy(Metric):
    """The share of rows whose prediction is right.

    With whole targets ``[batch, d...]``: of the scores ``[batch, classes, d...]`` the highest is
    the label's (of equal ones the first counts). With floating-point targets of the output's shape:
    the raw score (logit) is above 0 where the target is one half or more, and not elsewhere. A row
    with several places counts with the share of those that are right.
    """

    _type: ClassVar[str] = "Accuracy"


@dataclass(frozen=True)
class TopKAccuracy(Metric):
    """The share of rows whose label is among the k highest scores.

    Shapes: output ``[batch, classes, d...]``, target whole numbers ``[batch, d...]``.

    :param k: how many scores count, 1 or more
    """

    _type: ClassVar[str] = "TopKAccuracy"

    k: int


@dataclass(frozen=True)
class LossMetric(Metric):
    """The weighted mean of the rows' losses, whatever the loss is."""

    _type: ClassVar[str] = "LossMetric"


@dataclass(frozen=True)
class MeanAbsoluteErrorMetric(Metric):
    """The mean of absolute differences (MAE): ``mean |y - t|`` over elements, then rows.

    Shapes: output y and target t ``[batch, d...]``.
    """

    _type: ClassVar[str] = "MeanAbsoluteErrorMetric"


@dataclass(frozen=True)
class RootMeanSquaredError(Metric):
    """The root of the mean of squared differences (RMSE) over all elements and rows.

    Shapes: output and target ``[batch, d...]``.
    """

    _type: ClassVar[str] = "RootMeanSquaredError"


@dataclass(frozen=True)
class AreaUnderCurve(Metric):
    """The area under the ROC curve (AUC): how likely a positive row has a higher score than a
    negative one, equal scores counting half.

    Shapes: output ``[batch]`` or ``[batch, 1]``, raw scores or probabilities, or ``[batch, 2]``,
    where the score is the second minus the first; target ``[batch]`` or ``[batch, 1]``, positive
    from one half on.

    Scores x are counted in a histogram over ``x / (1 + |x|)``, whose bins get wider far from 0 but
    never end, so that workers can add histograms up. Scores in one bin count as equal; the error is
    at most half the chance that a positive and a negative row share a bin.

    :param bins: the number of bins, 2 or more
    """

    _type: ClassVar[str] = "AreaUnderCurve"

    _: KW_ONLY
    bins: int = 4096


@dataclass(frozen=True)
class OutputMetric(Part):
    """A metric and the output of the network that it judges.

    :param output: the place among the network's outputs, from 0
    """

    _type: ClassVar[str] = "OutputMetric"

    output: int
    metric: Metric
