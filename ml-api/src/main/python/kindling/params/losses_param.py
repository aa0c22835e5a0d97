"""The params of LossesParam.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from typing import List, Sequence, TYPE_CHECKING, Union

from pyspark.ml.param import Param, Params

from kindling._converters import json_texts
from kindling.losses import Loss

if TYPE_CHECKING:
    from typing_extensions import Self


class LossesParam(Params):
    """What training minimizes: the sum of one loss for each output of the network."""

    losses: "Param[List[str]]" = Param(
        Params._dummy(),
        "losses",
        "losses, one for each output in order, each as JSON",
        typeConverter=json_texts("losses", Loss),
    )

    def getLosses(self) -> List[Loss]:
        """Returns the losses, one for each output in order."""
        return [Loss.from_json(json) for json in self.getOrDefault(self.losses)]

    def setLosses(self, value: Sequence[Union[Loss, str]]) -> Self:
        """Sets the losses, one for each output in order: a value, or its JSON."""
        return self._set(losses=value)
