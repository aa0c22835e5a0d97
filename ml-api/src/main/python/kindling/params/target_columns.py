"""The params of TargetColumns.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from typing import List, TYPE_CHECKING

from pyspark.ml.param import Param, Params, TypeConverters

if TYPE_CHECKING:
    from typing_extensions import Self


class TargetColumns(Params):
    """The columns with what the network's outputs should be."""

    targetCols: "Param[List[str]]" = Param(
        Params._dummy(),
        "targetCols",
        "columns that the losses compare the outputs with, one for each output in their order",
        typeConverter=TypeConverters.toListString,
    )

    def getTargetCols(self) -> List[str]:
        """Returns the columns that the losses compare the outputs with."""
        return self.getOrDefault(self.targetCols)

    def setTargetCols(self, value: List[str]) -> Self:
        """Sets the columns that the losses compare the outputs with."""
        return self._set(targetCols=value)
