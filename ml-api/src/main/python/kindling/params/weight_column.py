"""The params of WeightColumn.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.param.shared import HasWeightCol

if TYPE_CHECKING:
    from typing_extensions import Self


class WeightColumn(HasWeightCol):
    """The column with row weights."""

    weightCol: "Param[str]" = Param(
        Params._dummy(),
        "weightCol",
        "column with row weights of 0 or more; empty or not set: all are 1",
        typeConverter=TypeConverters.toString,
    )

    def getWeightCol(self) -> str:
        """Returns the value of weightCol."""
        return self.getOrDefault(self.weightCol)

    def setWeightCol(self, value: str) -> Self:
        """Sets the column with row weights of 0 or more; without it, or with an empty name, all
        are 1."""
        return self._set(weightCol=value)
