"""The params of LargeBatchParams.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyspark.ml.param import Param, Params, TypeConverters

if TYPE_CHECKING:
    from typing_extensions import Self


class LargeBatchParams(Params):
    """How the learning rate follows the batch size. Source: Priya Goyal et al., "Accurate, large
    minibatch SGD: training ImageNet in 1 hour", 2017, section 2."""

    baseBatchSize: "Param[int]" = Param(
        Params._dummy(),
        "baseBatchSize",
        (
            "batch size that the learning rate is meant for; rates are multiplied by batchSize "
            "over this; 0: they are not"
        ),
        typeConverter=TypeConverters.toInt,
    )

    warmUpEpochs: "Param[float]" = Param(
        Params._dummy(),
        "warmUpEpochs",
        (
            "number of epochs, or part of one, in which the learning rate rises to its full "
            "height; it begins at the rate of baseBatchSize, or at a thousandth"
        ),
        typeConverter=TypeConverters.toFloat,
    )

    def getBaseBatchSize(self) -> int:
        """Returns the batch size that the rates are meant for."""
        return self.getOrDefault(self.baseBatchSize)

    def setBaseBatchSize(self, value: int) -> Self:
        """Sets the batch size that the rates are meant for."""
        return self._set(baseBatchSize=value)

    def getWarmUpEpochs(self) -> float:
        """Returns the epochs in which the rate rises to its full height."""
        return self.getOrDefault(self.warmUpEpochs)

    def setWarmUpEpochs(self, value: float) -> Self:
        """Sets the epochs in which the rate rises to its full height."""
        return self._set(warmUpEpochs=value)
