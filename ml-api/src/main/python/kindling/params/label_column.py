"""The params of LabelColumn.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.param.shared import HasLabelCol

if TYPE_CHECKING:
    from typing_extensions import Self


class LabelColumn(HasLabelCol):
    """The column with what is to be predicted."""

    labelCol: "Param[str]" = Param(
        Params._dummy(),
        "labelCol",
        "column with what is to be predicted",
        typeConverter=TypeConverters.toString,
    )

    def getLabelCol(self) -> str:
        """Returns the value of labelCol."""
        return self.getOrDefault(self.labelCol)

    def setLabelCol(self, value: str) -> Self:
        """Sets the column with what is to be predicted."""
        return self._set(labelCol=value)
