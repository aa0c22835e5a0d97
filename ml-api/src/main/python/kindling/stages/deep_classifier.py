"""DeepClassifier: a stage that trains.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from typing import List, Optional, Sequence, Union

from pyspark import keyword_only

from kindling._stage import DeepStageEstimator, set_params
from kindling.losses import Loss, SoftmaxCrossEntropy
from kindling.metrics import Accuracy, Metric
from kindling.network import Network
from kindling.optimizers import Adam, Optimizer
from kindling.params import (
    BackendParam,
    CheckpointParams,
    ClassThresholds,
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
    ProbabilityColumn,
    RandomSeed,
    RawPredictionColumn,
    ScoringParams,
    StartParams,
    StoppingParams,
    SynchronizationParams,
    ValidationColumn,
    WatchParams,
    WeightColumn,
)
from kindling.schedules import Schedule
from kindling.stages.deep_classification_model import DeepClassificationModel


class DeepClassifier(
    DeepStageEstimator[DeepClassificationModel],
    BackendParam,
    CheckpointParams,
    ClassThresholds,
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
    ProbabilityColumn,
    RandomSeed,
    RawPredictionColumn,
    ScoringParams,
    StartParams,
    StoppingParams,
    SynchronizationParams,
    ValidationColumn,
    WatchParams,
    WeightColumn,
):
    """Trains a network that tells classes, in a Pipeline.

    The network reads one column (``featuresCol``: vectors, arrays, numbers, images or bytes) and
    gives ``[batch, classes]`` raw scores (logits): it ends without a softmax. Labels (``labelCol``)
    are 0 to classes - 1, as ``StringIndexer`` gives them. With a single output and
    BinaryCrossEntropy there are two classes. The model has the columns and rules of Spark's
    probabilistic classifiers.

    Unlike those, this is no ``org.apache.spark.ml.classification.Classifier``, which cannot be
    extended from Java; ``OneVsRest`` therefore does not take it. A network has as many outputs as
    there are classes and needs no ``OneVsRest``.
    """

    _model = DeepClassificationModel

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
        loss: Union[Loss, str] = SoftmaxCrossEntropy(),
        metrics: Sequence[Union[Metric, str]] = [Accuracy()],
        minDelta: float = 0.0,
        minWorkers: int = 0,
        monitor: str = "",
        network: Optional[Union[Network, str]] = None,
        optimizer: Union[Optimizer, str] = Adam(),
        patience: int = -1,
        precision: str = "float32",
        predictionCol: str = "prediction",
        probabilityCol: str = "probability",
        progress: bool = True,
        rawPredictionCol: str = "rawPrediction",
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
        thresholds: Optional[List[float]] = None,
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
        self._start(DeepClassifier.__init__)
        self._set(**self._input_kwargs)

    setParams = set_params(__init__)
