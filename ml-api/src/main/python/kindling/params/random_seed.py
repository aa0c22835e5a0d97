"""The params of RandomSeed.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.param.shared import HasSeed

if TYPE_CHECKING:
    from typing_extensions import Self


class RandomSeed(HasSeed):
    """The seed of all random choices."""

    seed: "Param[int]" = Param(
        Params._dummy(),
        "seed",
        "seed of first weights, row order and dropout",
        typeConverter=TypeConverters.toInt,
    )

    def getSeed(self) -> int:
        """Returns the value of seed."""
        return self.getOrDefault(self.seed)

    def setSeed(self, value: int) -> Self:
        """Sets the seed of first weights, row order and dropout."""
        return self._set(seed=value)
