"""The params of FeaturesColumn.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.param.shared import HasFeaturesCol

if TYPE_CHECKING:
    from typing_extensions import Self


class FeaturesColumn(HasFeaturesCol):
    """The column that the network reads."""

    featuresCol: "Param[str]" = Param(
        Params._dummy(),
        "featuresCol",
        "column that the network reads",
        typeConverter=TypeConverters.toString,
    )

    def getFeaturesCol(self) -> str:
        """Returns the value of featuresCol."""
        return self.getOrDefault(self.featuresCol)

    def setFeaturesCol(self, value: str) -> Self:
        """Sets the column that the network reads."""
        return self._set(featuresCol=value)
