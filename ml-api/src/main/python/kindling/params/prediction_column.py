"""The params of PredictionColumn.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.param.shared import HasPredictionCol

if TYPE_CHECKING:
    from typing_extensions import Self


class PredictionColumn(HasPredictionCol):
    """The column that predictions are written to."""

    predictionCol: "Param[str]" = Param(
        Params._dummy(),
        "predictionCol",
        "column for predictions; an empty name leaves it out",
        typeConverter=TypeConverters.toString,
    )

    def getPredictionCol(self) -> str:
        """Returns the value of predictionCol."""
        return self.getOrDefault(self.predictionCol)

    def setPredictionCol(self, value: str) -> Self:
        """Sets the column for predictions; an empty name leaves it out."""
        return self._set(predictionCol=value)
