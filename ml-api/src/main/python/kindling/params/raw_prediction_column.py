"""The params of RawPredictionColumn.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.param.shared import HasRawPredictionCol

if TYPE_CHECKING:
    from typing_extensions import Self


class RawPredictionColumn(HasRawPredictionCol):
    """The column that the scores of all classes are written to."""

    rawPredictionCol: "Param[str]" = Param(
        Params._dummy(),
        "rawPredictionCol",
        "column for the network's scores (logits) of all classes; an empty name leaves it out",
        typeConverter=TypeConverters.toString,
    )

    def getRawPredictionCol(self) -> str:
        """Returns the value of rawPredictionCol."""
        return self.getOrDefault(self.rawPredictionCol)

    def setRawPredictionCol(self, value: str) -> Self:
        """Sets the column for the network's scores of all classes; an empty name leaves it out."""
        return self._set(rawPredictionCol=value)
