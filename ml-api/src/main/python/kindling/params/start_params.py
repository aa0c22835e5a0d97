"""The params of StartParams.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from typing import List, TYPE_CHECKING

from pyspark.ml.param import Param, Params, TypeConverters

if TYPE_CHECKING:
    from typing_extensions import Self


class StartParams(Params):
    """What training starts from."""

    frozenLayers: "Param[List[str]]" = Param(
        Params._dummy(),
        "frozenLayers",
        (
            "names of layers, or of single parameters (layer.parameter), that training leaves as "
            "they are"
        ),
        typeConverter=TypeConverters.toListString,
    )

    initialModel: "Param[str]" = Param(
        Params._dummy(),
        "initialModel",
        (
            "path of an ONNX file or of a saved model whose weights training starts from; empty: "
            "the layers' initializers"
        ),
        typeConverter=TypeConverters.toString,
    )

    def getFrozenLayers(self) -> List[str]:
        """Returns the names of layers or parameters that training leaves as they are."""
        return self.getOrDefault(self.frozenLayers)

    def setFrozenLayers(self, value: List[str]) -> Self:
        """Sets the names of layers or parameters that training leaves as they are."""
        return self._set(frozenLayers=value)

    def getInitialModel(self) -> str:
        """Returns the path of an ONNX file or saved model to start from; empty: none."""
        return self.getOrDefault(self.initialModel)

    def setInitialModel(self, value: str) -> Self:
        """Sets the path of an ONNX file or saved model to start from; empty: none."""
        return self._set(initialModel=value)
