"""The params of InputColumns.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from typing import List, TYPE_CHECKING

from pyspark.ml.param import Param, Params, TypeConverters

if TYPE_CHECKING:
    from typing_extensions import Self


class InputColumns(Params):
    """The columns that the network reads, one for each of its inputs."""

    inputCols: "Param[List[str]]" = Param(
        Params._dummy(),
        "inputCols",
        "columns that the network reads, one for each input in their order",
        typeConverter=TypeConverters.toListString,
    )

    def getInputCols(self) -> List[str]:
        """Returns the value of inputCols."""
        return self.getOrDefault(self.inputCols)

    def setInputCols(self, value: List[str]) -> Self:
        """Sets the columns that the network reads, one for each of its inputs in their order."""
        return self._set(inputCols=value)
