"""DeepModel: what DeepEstimator makes.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from typing import Any

from kindling._stage import DeepStageModel, OnnxModels
from kindling.params import BackendParam, InputColumns, InvalidRows, OutputColumns, ScoringParams


class DeepModel(
    OnnxModels,
    DeepStageModel,
    BackendParam,
    InputColumns,
    InvalidRows,
    OutputColumns,
    ScoringParams,
):
    """A trained network of any kind; made by DeepEstimator, or from a file."""

    def __init__(self, java_model: Any = None) -> None:
        super().__init__(java_model)
        self._setDefault(
            backend="auto",
            handleInvalid="error",
            precision="float32",
            scoringBatchSize=256,
        )
