"""DeepEstimator: a stage that trains.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from typing import List, Optional, Sequence, Union

from pyspark import keyword_only

from kindling._stage import DeepStageEstimator, set_params
from kindling.losses import Loss, MeanSquaredError
from kindling.metrics import OutputMetric
from kindling.network import Network
from kindling.optimizers import Adam, Optimizer
from kindling.params import (
    BackendParam,
    CheckpointParams,
    ClippingParams,
    ClusterParams,
    InputColumns,
    InvalidRows,
    LargeBatchParams,
    LoopParams,
    LossesParam,
    NetworkParam,
    OptimizerParams,
    OutputColumns,
    OutputMetricsParam,
    RandomSeed,
    ScoringParams,
    StartParams,
    StoppingParams,
    SynchronizationParams,
    TargetColumns,
    ValidationColumn,
    WatchParams,
    WeightColumn,
)
from kindling.schedules import Schedule
from kindling.stages.deep_model import DeepModel


class DeepEstimator(
    DeepStageEstimator[DeepModel],
    BackendParam,
    CheckpointParams,
    ClippingParams,
    ClusterParams,
    InputColumns,
    InvalidRows,
    LargeBatchParams,
    LoopParams,
    LossesParam,
    NetworkParam,
    OptimizerParams,
    OutputColumns,
    OutputMetricsParam,
    RandomSeed,
    ScoringParams,
    StartParams,
    StoppingParams,
    SynchronizationParams,
    TargetColumns,
    ValidationColumn,
    WatchParams,
    WeightColumn,
):
    """Trains any network, in a Pipeline: several inputs and outputs, each with a column and each
    output with a target and a loss, the sum of which is minimized.

    Columns are given in the order of the network's inputs and outputs. Without ``inputCols`` and
    ``outputCols`` they have the names of these inputs and outputs.
    """

    _model = DeepModel

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
        frozenLayers: List[str] = [],
        gradientCompression: str = "none",
        handleInvalid: str = "error",
        initialModel: str = "",
        inputCols: Optional[List[str]] = None,
        keepCheckpoints: int = 3,
        launchMode: str = "auto",
        learningRate: float = 0.001,
        localSeconds: float = 0.0,
        localSteps: int = 0,
        losses: Sequence[Union[Loss, str]] = [MeanSquaredError()],
        metrics: Sequence[Union[OutputMetric, str]] = [],
        minDelta: float = 0.0,
        minWorkers: int = 0,
        monitor: str = "",
        network: Optional[Union[Network, str]] = None,
        optimizer: Union[Optimizer, str] = Adam(),
        outputCols: Optional[List[str]] = None,
        patience: int = -1,
        precision: str = "float32",
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
        targetCols: Optional[List[str]] = None,
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
        self._start(DeepEstimator.__init__)
        self._set(**self._input_kwargs)

    setParams = set_params(__init__)
