"""The params of StoppingParams.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyspark.ml.param import Param, Params, TypeConverters

if TYPE_CHECKING:
    from typing_extensions import Self


class StoppingParams(Params):
    """What is watched during training, and when it ends early."""

    minDelta: "Param[float]" = Param(
        Params._dummy(),
        "minDelta",
        "by how much a value of the monitor must beat the best to count as progress",
        typeConverter=TypeConverters.toFloat,
    )

    monitor: "Param[str]" = Param(
        Params._dummy(),
        "monitor",
        (
            "value that early stopping and schedules watch: loss or a metric's name, with "
            "validation_ before it for validation rows; empty: validation_loss where there are "
            "such rows, else loss"
        ),
        typeConverter=TypeConverters.toString,
    )

    patience: "Param[int]" = Param(
        Params._dummy(),
        "patience",
        (
            "how many values of the monitor in a row may be no better than the best before "
            "training ends and the best parameters are kept; -1: all epochs are run and the last "
            "parameters kept"
        ),
        typeConverter=TypeConverters.toInt,
    )

    validationInterval: "Param[int]" = Param(
        Params._dummy(),
        "validationInterval",
        "steps between two validations; 0: only after every epoch",
        typeConverter=TypeConverters.toInt,
    )

    def getMinDelta(self) -> float:
        """Returns by how much a value must beat the best to count as progress."""
        return self.getOrDefault(self.minDelta)

    def setMinDelta(self, value: float) -> Self:
        """Sets by how much a value must beat the best to count as progress."""
        return self._set(minDelta=value)

    def getMonitor(self) -> str:
        """Returns the name of the value that is watched; empty: the loss."""
        return self.getOrDefault(self.monitor)

    def setMonitor(self, value: str) -> Self:
        """Sets the name of the value that is watched; empty: the loss."""
        return self._set(monitor=value)

    def getPatience(self) -> int:
        """Returns how many values without progress are borne; -1: all epochs are run."""
        return self.getOrDefault(self.patience)

    def setPatience(self, value: int) -> Self:
        """Sets how many values without progress are borne; -1: all epochs are run."""
        return self._set(patience=value)

    def getValidationInterval(self) -> int:
        """Returns the number of steps between two validations; 0: only after every epoch."""
        return self.getOrDefault(self.validationInterval)

    def setValidationInterval(self, value: int) -> Self:
        """Sets the number of steps between two validations; 0: only after every epoch."""
        return self._set(validationInterval=value)
