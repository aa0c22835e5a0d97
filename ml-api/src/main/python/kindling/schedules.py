"""Schedules: the learning rate of every step.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from typing import ClassVar, Literal, Sequence

from kindling._parts import Part

__all__ = [
    "Constant",
    "Cosine",
    "Exponential",
    "InverseTime",
    "MultiStep",
    "OneAfterAnother",
    "Polynomial",
    "ReduceOnPlateau",
    "Scaled",
    "Schedule",
    "StepDecay",
    "WarmUp",
]


class Schedule(Part):
    """The learning rate of every step."""


@dataclass(frozen=True)
class Constant(Schedule):
    """The same rate at every step.

    :param rate: the rate
    """

    _type: ClassVar[str] = "Constant"

    rate: float


@dataclass(frozen=True)
class StepDecay(Schedule):
    """Multiplies the rate by a factor at even intervals: ``rate factor^floor(t / interval)``. As
    torch.optim.lr_scheduler.StepLR.

    :param rate: the first rate
    :param interval: the time between changes
    :param factor: what each change multiplies by
    :param pace: what t counts
    """

    _type: ClassVar[str] = "StepDecay"

    rate: float
    interval: float
    _: KW_ONLY
    factor: float = 0.1
    pace: Literal["STEPS", "EPOCHS", "SMOOTH_EPOCHS"] = "EPOCHS"


@dataclass(frozen=True)
class MultiStep(Schedule):
    """Multiplies the rate by a factor at given times: ``rate factor^(number of milestones up to
    t)``. As torch.optim.lr_scheduler.MultiStepLR.

    :param rate: the first rate
    :param milestones: times in ascending order
    :param factor: what each change multiplies by
    :param pace: what t counts
    """

    _type: ClassVar[str] = "MultiStep"

    rate: float
    milestones: Sequence[float]
    _: KW_ONLY
    factor: float = 0.1
    pace: Literal["STEPS", "EPOCHS", "SMOOTH_EPOCHS"] = "EPOCHS"


@dataclass(frozen=True)
class Exponential(Schedule):
    """Multiplies the rate by a factor per unit of time: ``rate factor^t``. As
    torch.optim.lr_scheduler.ExponentialLR at the pace of epochs.

    :param rate: the first rate
    :param factor: above 0
    :param pace: what t counts
    """

    _type: ClassVar[str] = "Exponential"

    rate: float
    factor: float
    _: KW_ONLY
    pace: Literal["STEPS", "EPOCHS", "SMOOTH_EPOCHS"] = "EPOCHS"


@dataclass(frozen=True)
class InverseTime(Schedule):
    """Divides the rate by a line: ``rate / (1 + decay t)``. At the pace of steps this is the
    ``lr_decay`` of torch.optim.Adagrad, and the InverseTimeDecay of Keras.

    :param rate: the first rate
    :param decay: 0 or more
    :param pace: what t counts
    """

    _type: ClassVar[str] = "InverseTime"

    rate: float
    decay: float
    _: KW_ONLY
    pace: Literal["STEPS", "EPOCHS", "SMOOTH_EPOCHS"] = "SMOOTH_EPOCHS"


@dataclass(frozen=True)
class Cosine(Schedule):
    """Follows half a cosine wave down: ``end + (rate - end) (1 + cos(pi min(t, length) / length)) /
    2``.

    Source: Ilya Loshchilov, Frank Hutter, "SGDR: stochastic gradient descent with warm restarts",
    ICLR 2017, equation 5. As torch.optim.lr_scheduler.CosineAnnealingLR up to the length; there the
    rate rises again afterwards, here it stays.

    :param rate: the first rate
    :param length: the time until the end rate
    :param end: the last rate
    :param pace: what t counts
    """

    _type: ClassVar[str] = "Cosine"

    rate: float
    length: float
    _: KW_ONLY
    end: float = 0.0
    pace: Literal["STEPS", "EPOCHS", "SMOOTH_EPOCHS"] = "SMOOTH_EPOCHS"


@dataclass(frozen=True)
class Polynomial(Schedule):
    """Follows a power of the time that is left: ``end + (rate - end) (1 - min(t, length) /
    length)^power``; with power 1 a line. As torch.optim.lr_scheduler.PolynomialLR, whose end is 0.

    :param rate: the first rate
    :param length: the time until the end rate
    :param power: above 0
    :param end: the last rate
    :param pace: what t counts
    """

    _type: ClassVar[str] = "Polynomial"

    rate: float
    length: float
    _: KW_ONLY
    power: float = 1.0
    end: float = 0.0
    pace: Literal["STEPS", "EPOCHS", "SMOOTH_EPOCHS"] = "SMOOTH_EPOCHS"


@dataclass(frozen=True)
class WarmUp(Schedule):
    """Raises the rate of another schedule from a part of it to all of it: ``then(t) (start + (1 -
    start) min(t, length) / length)``. Time goes on inside the other schedule.

    Source: Priya Goyal et al., "Accurate, large minibatch SGD: training ImageNet in 1 hour", 2017,
    section 2.2, gradual warm-up. As torch.optim.lr_scheduler.LinearLR chained with another.

    :param then: the schedule that is warmed up
    :param length: the time until its full rate
    :param start: the part at first, in [0, 1]
    :param pace: what t counts
    """

    _type: ClassVar[str] = "WarmUp"

    then: Schedule
    length: float
    _: KW_ONLY
    start: float = 0.001
    pace: Literal["STEPS", "EPOCHS", "SMOOTH_EPOCHS"] = "SMOOTH_EPOCHS"


@dataclass(frozen=True)
class Scaled(Schedule):
    """Another schedule times a number: ``factor then(t)``, so that the rate of any schedule can be
    searched without taking it apart.

    As torch.optim.lr_scheduler.ConstantLR, without an end, chained with another.

    :param factor: above 0
    :param then: the schedule that is multiplied
    """

    _type: ClassVar[str] = "Scaled"

    factor: float
    then: Schedule


@dataclass(frozen=True)
class ReduceOnPlateau(Schedule):
    """Multiplies the rate by a factor when the monitored value has stopped getting better.

    A value is better when it beats the best by more than ``threshold |best|``. After more than
    ``patience`` values in a row that are not, the rate is reduced, and the next ``coolDown`` values
    are not counted. As torch.optim.lr_scheduler.ReduceLROnPlateau, whose bound is ``best (1 -
    threshold)``, which is the same for values above 0. A value that is not a number is never
    better.

    :param rate: the first rate
    :param factor: in (0, 1)
    :param patience: how many values without progress are borne
    :param threshold: relative to the best value
    :param coolDown: how many values after a reduction are not counted
    :param minimum: the lowest rate
    """

    _type: ClassVar[str] = "ReduceOnPlateau"

    rate: float
    _: KW_ONLY
    factor: float = 0.1
    patience: int = 10
    threshold: float = 0.0001
    coolDown: int = 0
    minimum: float = 0.0


@dataclass(frozen=True)
class OneAfterAnother(Schedule):
    """Lets each schedule take over from the one before at a given time; each begins at its own step
    0 and sees what was monitored since. As torch.optim.lr_scheduler.SequentialLR.

    :param schedules: one or more
    :param milestones: when each but the first begins, in ascending order
    :param pace: what milestones count
    """

    _type: ClassVar[str] = "OneAfterAnother"

    schedules: Sequence[Schedule]
    milestones: Sequence[float]
    _: KW_ONLY
    pace: Literal["STEPS", "EPOCHS", "SMOOTH_EPOCHS"] = "EPOCHS"
