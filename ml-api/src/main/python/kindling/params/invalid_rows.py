"""The params of InvalidRows.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.param.shared import HasHandleInvalid

if TYPE_CHECKING:
    from typing_extensions import Self


class InvalidRows(HasHandleInvalid):
    """What to do with rows that have a null, NaN or value of the wrong length."""

    handleInvalid: "Param[str]" = Param(
        Params._dummy(),
        "handleInvalid",
        (
            "what is done with a row that holds null, NaN or a value of the wrong length: error "
            "(fail and name column, count and first row), skip (drop the row in fit and "
            "transform), keep (transform gives null outputs; fit drops the row)"
        ),
        typeConverter=TypeConverters.toString,
    )

    def getHandleInvalid(self) -> str:
        """Returns the value of handleInvalid."""
        return self.getOrDefault(self.handleInvalid)

    def setHandleInvalid(self, value: str) -> Self:
        """Sets what is done with rows of null, NaN or wrong length: error, skip or keep."""
        return self._set(handleInvalid=value)
