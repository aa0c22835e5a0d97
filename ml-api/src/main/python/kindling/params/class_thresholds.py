"""The params of ClassThresholds.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from typing import List, TYPE_CHECKING

from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.param.shared import HasThresholds

if TYPE_CHECKING:
    from typing_extensions import Self


class ClassThresholds(HasThresholds):
    """Thresholds that shift the decision between classes: the class of the largest p / t wins."""

    thresholds: "Param[List[float]]" = Param(
        Params._dummy(),
        "thresholds",
        "one threshold for each class; the largest probability / threshold wins",
        typeConverter=TypeConverters.toListFloat,
    )

    def getThresholds(self) -> List[float]:
        """Returns the value of thresholds."""
        return self.getOrDefault(self.thresholds)

    def setThresholds(self, value: List[float]) -> Self:
        """Sets one threshold for each class: the class of the largest probability / threshold
        wins."""
        return self._set(thresholds=value)
