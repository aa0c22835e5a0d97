"""DeepClassificationModel: what DeepClassifier makes.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from typing import Any

from kindling._stage import DeepStageModel
from kindling.params import (
    BackendParam,
    ClassNames,
    ClassThresholds,
    FeaturesColumn,
    InvalidRows,
    LabelColumn,
    PredictionColumn,
    ProbabilityColumn,
    RawPredictionColumn,
    ScoringParams,
)


class DeepClassificationModel(
    DeepStageModel,
    BackendParam,
    ClassNames,
    ClassThresholds,
    FeaturesColumn,
    InvalidRows,
    LabelColumn,
    PredictionColumn,
    ProbabilityColumn,
    RawPredictionColumn,
    ScoringParams,
):
    """A trained network that tells classes; made by DeepClassifier."""

    def __init__(self, java_model: Any = None) -> None:
        super().__init__(java_model)
        self._setDefault(
            backend="auto",
            featuresCol="features",
            handleInvalid="error",
            labelCol="label",
            labels=[],
            precision="float32",
            predictionCol="prediction",
            probabilityCol="probability",
            rawPredictionCol="rawPrediction",
            scoringBatchSize=256,
        )
