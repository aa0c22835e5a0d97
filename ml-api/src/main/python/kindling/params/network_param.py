"""The params of NetworkParam.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Union

from pyspark.ml.param import Param, Params

from kindling._converters import json_text
from kindling.network import Network

if TYPE_CHECKING:
    from typing_extensions import Self


class NetworkParam(Params):
    """The architecture of the network."""

    network: "Param[str]" = Param(
        Params._dummy(),
        "network",
        "network as JSON",
        typeConverter=json_text("network", Network),
    )

    def getNetwork(self) -> Network:
        """Returns the network."""
        return Network.from_json(self.getOrDefault(self.network))

    def setNetwork(self, value: Union[Network, str]) -> Self:
        """Sets the network: a value, or its JSON."""
        return self._set(network=value)
