"""The params of OptimizerParams.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Union

from pyspark.ml.param import Param, Params, TypeConverters

from kindling._converters import json_text
from kindling.optimizers import Optimizer
from kindling.schedules import Schedule

if TYPE_CHECKING:
    from typing_extensions import Self


class OptimizerParams(Params):
    """How weights follow the gradient."""

    learningRate: "Param[float]" = Param(
        Params._dummy(),
        "learningRate",
        (
            "learning rate; where a schedule is set and this too, the factor of the schedule's "
            "rates"
        ),
        typeConverter=TypeConverters.toFloat,
    )

    optimizer: "Param[str]" = Param(
        Params._dummy(),
        "optimizer",
        "optimizer as JSON",
        typeConverter=json_text("optimizer", Optimizer),
    )

    schedule: "Param[str]" = Param(
        Params._dummy(),
        "schedule",
        (
            "learning rate of every step, as JSON; where learningRate is set too, the rates are "
            "multiplied by it"
        ),
        typeConverter=json_text("schedule", Schedule),
    )

    weightDecay: "Param[float]" = Param(
        Params._dummy(),
        "weightDecay",
        "factor of weight decay; not set: the optimizer's own",
        typeConverter=TypeConverters.toFloat,
    )

    def getLearningRate(self) -> float:
        """Returns the learning rate, or the factor of the schedule's rates."""
        return self.getOrDefault(self.learningRate)

    def setLearningRate(self, value: float) -> Self:
        """Sets the learning rate; where schedule is set too, this is the factor of its rates."""
        return self._set(learningRate=value)

    def getOptimizer(self) -> Optimizer:
        """Returns the optimizer as it was set; weightDecay may replace its weight decay."""
        return Optimizer.from_json(self.getOrDefault(self.optimizer))

    def setOptimizer(self, value: Union[Optimizer, str]) -> Self:
        """Sets the optimizer: a value, or its JSON."""
        return self._set(optimizer=value)

    def getSchedule(self) -> Schedule:
        """Returns the schedule as it was set; empty when the rate is constant."""
        return Schedule.from_json(self.getOrDefault(self.schedule))

    def setSchedule(self, value: Union[Schedule, str]) -> Self:
        """Sets the learning rate of every step; where learningRate is set too, the rates are
        multiplied by it: a value, or its JSON."""
        return self._set(schedule=value)

    def getWeightDecay(self) -> float:
        """Returns the factor of weight decay."""
        return self.getOrDefault(self.weightDecay)

    def setWeightDecay(self, value: float) -> Self:
        """Sets the factor of weight decay."""
        return self._set(weightDecay=value)
