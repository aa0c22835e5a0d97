"""The params of ProbabilityColumn.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.param.shared import HasProbabilityCol

if TYPE_CHECKING:
    from typing_extensions import Self


class ProbabilityColumn(HasProbabilityCol):
    """The column that the probabilities of all classes are written to."""

    probabilityCol: "Param[str]" = Param(
        Params._dummy(),
        "probabilityCol",
        "column for the probabilities of all classes; an empty name leaves it out",
        typeConverter=TypeConverters.toString,
    )

    def getProbabilityCol(self) -> str:
        """Returns the value of probabilityCol."""
        return self.getOrDefault(self.probabilityCol)

    def setProbabilityCol(self, value: str) -> Self:
        """Sets the column for the probabilities of all classes; an empty name leaves it out."""
        return self._set(probabilityCol=value)
