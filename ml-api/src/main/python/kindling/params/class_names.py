"""The params of ClassNames.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from typing import List, TYPE_CHECKING

from pyspark.ml.param import Param, Params, TypeConverters

if TYPE_CHECKING:
    from typing_extensions import Self


class ClassNames(Params):
    """The names of the classes, which the prediction column carries as metadata, so that an
    ``IndexToString`` needs no labels of its own."""

    labels: "Param[List[str]]" = Param(
        Params._dummy(),
        "labels",
        "names of the classes in the order of their labels; empty: none",
        typeConverter=TypeConverters.toListString,
    )

    def getLabels(self) -> List[str]:
        """Returns the names of the classes in the order of their labels; empty when they have
        none."""
        return self.getOrDefault(self.labels)

    def setLabels(self, value: List[str]) -> Self:
        """Sets the names of the classes; a fit takes them from the label column's metadata."""
        return self._set(labels=value)
