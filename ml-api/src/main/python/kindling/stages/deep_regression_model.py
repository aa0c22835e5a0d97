"""DeepRegressionModel: what DeepRegressor makes.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from typing import Any

from kindling._stage import DeepStageModel
from kindling.params import (
    BackendParam,
    FeaturesColumn,
    InvalidRows,
    LabelColumn,
    PredictionColumn,
    ScoringParams,
)


class DeepRegressionModel(
    DeepStageModel,
    BackendParam,
    FeaturesColumn,
    InvalidRows,
    LabelColumn,
    PredictionColumn,
    ScoringParams,
):
    """A trained network that predicts a number; made by DeepRegressor."""

    def __init__(self, java_model: Any = None) -> None:
        super().__init__(java_model)
        self._setDefault(
            backend="auto",
            featuresCol="features",
            handleInvalid="error",
            labelCol="label",
            precision="float32",
            predictionCol="prediction",
            scoringBatchSize=256,
        )
