"""The params of ValidationColumn.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.param.shared import HasValidationIndicatorCol

if TYPE_CHECKING:
    from typing_extensions import Self


class ValidationColumn(HasValidationIndicatorCol):
    """The column that marks validation rows."""

    validationIndicatorCol: "Param[str]" = Param(
        Params._dummy(),
        "validationIndicatorCol",
        "Boolean column that is true in rows to validate with and not to train on",
        typeConverter=TypeConverters.toString,
    )

    def getValidationIndicatorCol(self) -> str:
        """Returns the value of validationIndicatorCol."""
        return self.getOrDefault(self.validationIndicatorCol)

    def setValidationIndicatorCol(self, value: str) -> Self:
        """Sets the Boolean column that is true in rows to validate with and not to train on."""
        return self._set(validationIndicatorCol=value)
