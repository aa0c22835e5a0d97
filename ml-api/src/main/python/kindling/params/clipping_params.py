"""The params of ClippingParams.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyspark.ml.param import Param, Params, TypeConverters

if TYPE_CHECKING:
    from typing_extensions import Self


class ClippingParams(Params):
    """Bounds of the gradient; at most one of them."""

    clipNorm: "Param[float]" = Param(
        Params._dummy(),
        "clipNorm",
        "largest Euclidean norm of the whole gradient; 0: no bound",
        typeConverter=TypeConverters.toFloat,
    )

    clipValue: "Param[float]" = Param(
        Params._dummy(),
        "clipValue",
        "largest magnitude of every element of the gradient; 0: no bound",
        typeConverter=TypeConverters.toFloat,
    )

    def getClipNorm(self) -> float:
        """Returns the largest Euclidean norm of the whole gradient; 0: no bound."""
        return self.getOrDefault(self.clipNorm)

    def setClipNorm(self, value: float) -> Self:
        """Sets the largest Euclidean norm of the whole gradient; 0: no bound."""
        return self._set(clipNorm=value)

    def getClipValue(self) -> float:
        """Returns the largest magnitude of every element of the gradient; 0: no bound."""
        return self.getOrDefault(self.clipValue)

    def setClipValue(self, value: float) -> Self:
        """Sets the largest magnitude of every element of the gradient; 0: no bound."""
        return self._set(clipValue=value)
