"""The params of SynchronizationParams.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyspark.ml.param import Param, Params, TypeConverters

if TYPE_CHECKING:
    from typing_extensions import Self


class SynchronizationParams(Params):
    """When workers agree on weights, and what they send each other for it."""

    accumulationSteps: "Param[int]" = Param(
        Params._dummy(),
        "accumulationSteps",
        (
            "number of parts in which a worker computes its rows of a step, one after another; "
            "more take less memory"
        ),
        typeConverter=TypeConverters.toInt,
    )

    gradientCompression: "Param[str]" = Param(
        Params._dummy(),
        "gradientCompression",
        (
            "how gradients travel between workers: none, in 16 bits (bf16, fp16), or only where "
            "they are large (threshold)"
        ),
        typeConverter=TypeConverters.toString,
    )

    localSeconds: "Param[float]" = Param(
        Params._dummy(),
        "localSeconds",
        (
            "about how many seconds each worker makes steps alone in syncMode local; 0: "
            "localSteps decides"
        ),
        typeConverter=TypeConverters.toFloat,
    )

    localSteps: "Param[int]" = Param(
        Params._dummy(),
        "localSteps",
        (
            "number of steps that each worker makes alone in syncMode local; 0: localSeconds "
            "decides"
        ),
        typeConverter=TypeConverters.toInt,
    )

    syncMode: "Param[str]" = Param(
        Params._dummy(),
        "syncMode",
        (
            "step: the workers sum gradients in every step; local: each makes steps alone, and "
            "weights are averaged after localSteps or localSeconds"
        ),
        typeConverter=TypeConverters.toString,
    )

    def getAccumulationSteps(self) -> int:
        """Returns in how many parts a worker computes its rows of a step."""
        return self.getOrDefault(self.accumulationSteps)

    def setAccumulationSteps(self, value: int) -> Self:
        """Sets in how many parts a worker computes its rows of a step."""
        return self._set(accumulationSteps=value)

    def getGradientCompression(self) -> str:
        """Returns how gradients travel between workers."""
        return self.getOrDefault(self.gradientCompression)

    def setGradientCompression(self, value: str) -> Self:
        """Sets how gradients travel between workers."""
        return self._set(gradientCompression=value)

    def getLocalSeconds(self) -> float:
        """Returns about how long each worker goes on alone."""
        return self.getOrDefault(self.localSeconds)

    def setLocalSeconds(self, value: float) -> Self:
        """Sets about how long each worker goes on alone."""
        return self._set(localSeconds=value)

    def getLocalSteps(self) -> int:
        """Returns how many steps each worker makes alone."""
        return self.getOrDefault(self.localSteps)

    def setLocalSteps(self, value: int) -> Self:
        """Sets how many steps each worker makes alone."""
        return self._set(localSteps=value)

    def getSyncMode(self) -> str:
        """Returns whether workers agree in every step or sometimes."""
        return self.getOrDefault(self.syncMode)

    def setSyncMode(self, value: str) -> Self:
        """Sets whether workers agree in every step or sometimes."""
        return self._set(syncMode=value)
