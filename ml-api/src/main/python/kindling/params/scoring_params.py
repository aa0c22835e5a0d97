"""The params of ScoringParams.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyspark.ml.param import Param, Params, TypeConverters

if TYPE_CHECKING:
    from typing_extensions import Self


class ScoringParams(Params):
    """How a model scores."""

    scoringBatchSize: "Param[int]" = Param(
        Params._dummy(),
        "scoringBatchSize",
        "number of rows that are scored at a time; it changes speed and memory, not results",
        typeConverter=TypeConverters.toInt,
    )

    def getScoringBatchSize(self) -> int:
        """Returns the number of rows that are scored at a time."""
        return self.getOrDefault(self.scoringBatchSize)

    def setScoringBatchSize(self, value: int) -> Self:
        """Sets the number of rows that are scored at a time."""
        return self._set(scoringBatchSize=value)
