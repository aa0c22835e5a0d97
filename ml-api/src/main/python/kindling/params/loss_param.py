"""The params of LossParam.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Union

from pyspark.ml.param import Param, Params

from kindling._converters import json_text
from kindling.losses import Loss

if TYPE_CHECKING:
    from typing_extensions import Self


class LossParam(Params):
    """What training minimizes."""

    loss: "Param[str]" = Param(
        Params._dummy(),
        "loss",
        "loss as JSON",
        typeConverter=json_text("loss", Loss),
    )

    def getLoss(self) -> Loss:
        """Returns the loss."""
        return Loss.from_json(self.getOrDefault(self.loss))

    def setLoss(self, value: Union[Loss, str]) -> Self:
        """Sets the loss: a value, or its JSON."""
        return self._set(loss=value)
