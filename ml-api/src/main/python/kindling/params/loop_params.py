"""The params of LoopParams.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyspark.ml.param import Param, Params, TypeConverters

if TYPE_CHECKING:
    from typing_extensions import Self


class LoopParams(Params):
    """How long and on how many rows at a time a network is trained."""

    batchSize: "Param[int]" = Param(
        Params._dummy(),
        "batchSize",
        "number of rows of a step, over all workers together",
        typeConverter=TypeConverters.toInt,
    )

    epochs: "Param[int]" = Param(
        Params._dummy(),
        "epochs",
        "number of passes over the training rows",
        typeConverter=TypeConverters.toInt,
    )

    shuffle: "Param[bool]" = Param(
        Params._dummy(),
        "shuffle",
        (
            "whether each epoch takes the rows in an order of its own; otherwise all take them in "
            "one order, which seed and rows decide"
        ),
        typeConverter=TypeConverters.toBoolean,
    )

    def getBatchSize(self) -> int:
        """Returns the number of rows of a step, over all workers together."""
        return self.getOrDefault(self.batchSize)

    def setBatchSize(self, value: int) -> Self:
        """Sets the number of rows of a step, over all workers together."""
        return self._set(batchSize=value)

    def getEpochs(self) -> int:
        """Returns the number of passes over the training rows."""
        return self.getOrDefault(self.epochs)

    def setEpochs(self, value: int) -> Self:
        """Sets the number of passes over the training rows."""
        return self._set(epochs=value)

    def getShuffle(self) -> bool:
        """Returns whether each epoch takes the rows in an order of its own."""
        return self.getOrDefault(self.shuffle)

    def setShuffle(self, value: bool) -> Self:
        """Sets whether each epoch takes the rows in an order of its own."""
        return self._set(shuffle=value)
