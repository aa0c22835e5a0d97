"""The params of OutputMetricsParam.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from typing import List, Sequence, TYPE_CHECKING, Union

from pyspark.ml.param import Param, Params

from kindling._converters import json_texts
from kindling.metrics import OutputMetric

if TYPE_CHECKING:
    from typing_extensions import Self


class OutputMetricsParam(Params):
    """What is reported of the network's outputs beside their losses."""

    metrics: "Param[List[str]]" = Param(
        Params._dummy(),
        "metrics",
        "metrics that are reported beside the loss, each as JSON",
        typeConverter=json_texts("metrics", OutputMetric),
    )

    def getMetrics(self) -> List[OutputMetric]:
        """Returns the metrics that are reported beside the loss."""
        return [OutputMetric.from_json(json) for json in self.getOrDefault(self.metrics)]

    def setMetrics(self, value: Sequence[Union[OutputMetric, str]]) -> Self:
        """Sets the metrics that are reported beside the loss: a value, or its JSON."""
        return self._set(metrics=value)
