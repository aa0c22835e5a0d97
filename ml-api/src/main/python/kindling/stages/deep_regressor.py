"""DeepRegressor: a stage that trains.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from typing import List, Optional, Sequence, Union

from pyspark import keyword_only

from kindling._stage import DeepStageEstimator, set_params
from kindling.losses import Loss, MeanSquaredError
from kindling.metrics import Metric, RootMeanSquaredError
from kindling.network import Network
from kindling.optimizers import Adam, Optimizer
from kindling.params import (
    BackendParam,
    CheckpointParams,
    ClippingParams,
    ClusterParams,
    FeaturesColumn,
    InvalidRows,
    LabelColumn,
    LargeBatchParams,
    LoopParams,
    LossParam,
    MetricsParam,
    NetworkParam,
    OptimizerParams,
    PredictionColumn,
    RandomSeed,
    ScoringParams,
    StartParams,
    StoppingParams,
    SynchronizationParams,
    ValidationColumn,
    WatchParams,
    WeightColumn,
)
from kindling.schedules import Schedule
from kindling.stages.deep_regression_model import DeepRegressionModel


class DeepRegressor(
    DeepStageEstimator[DeepRegressionModel],
    BackendParam,
    CheckpointParams,
    ClippingParams,
    ClusterParams,
    FeaturesColumn,
    InvalidRows,
    LabelColumn,
    LargeBatchParams,
    LoopParams,
    LossParam,
    MetricsParam,
    NetworkParam,
    OptimizerParams,
    PredictionColumn,
    RandomSeed,
    ScoringParams,
    StartParams,
    StoppingParams,
    SynchronizationParams,
    ValidationColumn,
    WatchParams,
    WeightColumn,
):
    """Trains a network that predicts a number, in a Pipeline.

    The network reads one column (``featuresCol``: vectors, arrays, numbers, images or bytes) and
    gives ``[batch, 1]`` or ``[batch]``, which ``loss`` compares with the numbers of ``labelCol``.
    Several numbers at a time are the work of DeepEstimator.
    """

    _model = DeepRegressionModel

    @keyword_only
    def __init__(
        self,
        *,
        accumulationSteps: int = 1,
        backend: str = "auto",
        baseBatchSize: int = 0,
        batchSize: int = 32,
        checkpointDir: str = "",
        checkpointInterval: str = "1 epochs",
        clipNorm: float = 0.0,
        clipValue: float = 0.0,
        epochs: int = 10,
        featuresCol: str = "features",
        frozenLayers: List[str] = [],
        gradientCompression: str = "none",
        handleInvalid: str = "error",
        initialModel: str = "",
        keepCheckpoints: int = 3,
        labelCol: str = "label",
        launchMode: str = "auto",
        learningRate: float = 0.001,
        localSeconds: float = 0.0,
        localSteps: int = 0,
        loss: Union[Loss, str] = MeanSquaredError(),
        metrics: Sequence[Union[Metric, str]] = [RootMeanSquaredError()],
        minDelta: float = 0.0,
        minWorkers: int = 0,
        monitor: str = "",
        network: Optional[Union[Network, str]] = None,
        optimizer: Union[Optimizer, str] = Adam(),
        patience: int = -1,
        precision: str = "float32",
        predictionCol: str = "prediction",
        progress: bool = True,
        resetOptimizer: bool = False,
        resumeFrom: str = "",
        runName: str = "",
        schedule: Optional[Union[Schedule, str]] = None,
        scoringBatchSize: int = 256,
        seed: int = 0,
        shuffle: bool = True,
        stepTimeout: float = 120.0,
        syncMode: str = "step",
        tensorBoardDir: str = "",
        tensorBoardHistograms: int = 0,
        tensorBoardInterval: int = 10,
        threads: int = 0,
        validationIndicatorCol: Optional[str] = None,
        validationInterval: int = 0,
        warmUpEpochs: float = 0.0,
        weightCol: Optional[str] = None,
        weightDecay: Optional[float] = None,
        workerTimeout: float = 20.0,
        workerWait: float = 300.0,
        workers: int = 0,
    ) -> None:
        """Makes a stage; every argument is a param, which its setter explains."""
        super().__init__()
        self._start(DeepRegressor.__init__)
        self._set(**self._input_kwargs)

    setParams = set_params(__init__)
