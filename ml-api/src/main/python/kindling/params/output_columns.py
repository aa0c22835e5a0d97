"""The params of OutputColumns.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from typing import List, TYPE_CHECKING

from pyspark.ml.param import Param, Params, TypeConverters

if TYPE_CHECKING:
    from typing_extensions import Self


class OutputColumns(Params):
    """The columns that the network's outputs are written to."""

    outputCols: "Param[List[str]]" = Param(
        Params._dummy(),
        "outputCols",
        "columns for the network's outputs, one for each in their order",
        typeConverter=TypeConverters.toListString,
    )

    def getOutputCols(self) -> List[str]:
        """Returns the value of outputCols."""
        return self.getOrDefault(self.outputCols)

    def setOutputCols(self, value: List[str]) -> Self:
        """Sets the columns for the network's outputs, one for each in their order."""
        return self._set(outputCols=value)
