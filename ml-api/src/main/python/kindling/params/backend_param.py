"""The params of BackendParam.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyspark.ml.param import Param, Params, TypeConverters

if TYPE_CHECKING:
    from typing_extensions import Self


class BackendParam(Params):
    """What computes the network."""

    backend: "Param[str]" = Param(
        Params._dummy(),
        "backend",
        "what computes the network: auto, onednn, reference",
        typeConverter=TypeConverters.toString,
    )

    precision: "Param[str]" = Param(
        Params._dummy(),
        "precision",
        (
            "what the network computes in: float32; bfloat16 (mixed precision: weights, their "
            "gradients, losses and outputs stay float32), which takes AVX-512 with bf16 or AMX; "
            "auto, bfloat16 where the processors of all workers have it"
        ),
        typeConverter=TypeConverters.toString,
    )

    def getBackend(self) -> str:
        """Returns what computes the network: auto, onednn or reference."""
        return self.getOrDefault(self.backend)

    def setBackend(self, value: str) -> Self:
        """Sets what computes the network: auto, onednn or reference."""
        return self._set(backend=value)

    def getPrecision(self) -> str:
        """Returns what the network computes in: float32, bfloat16 or auto."""
        return self.getOrDefault(self.precision)

    def setPrecision(self, value: str) -> Self:
        """Sets what the network computes in: float32, bfloat16 or auto."""
        return self._set(precision=value)
