"""The stages: estimators, and the models that they make.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, List, Optional, Sequence, Union

from pyspark import keyword_only

from kindling._stage import DeepStageEstimator, DeepStageModel, OnnxModels
from kindling.losses import Loss, MeanSquaredError, SoftmaxCrossEntropy
from kindling.metrics import Accuracy, Metric, OutputMetric, RootMeanSquaredError
from kindling.network import Network
from kindling.optimizers import Adam, Optimizer
from kindling.schedules import Schedule
from kindling.params import (
    BackendParam,
    CheckpointParams,
    ClassNames,
    ClassThresholds,
    ClippingParams,
    ClusterParams,
    FeaturesColumn,
    InputColumns,
    InvalidRows,
    LabelColumn,
    LoopParams,
    LossParam,
    LossesParam,
    MetricsParam,
    NetworkParam,
    OptimizerParams,
    OutputColumns,
    OutputMetricsParam,
    PredictionColumn,
    ProbabilityColumn,
    RandomSeed,
    RawPredictionColumn,
    ScoringParams,
    StartParams,
    StoppingParams,
    TargetColumns,
    ValidationColumn,
    WatchParams,
    WeightColumn,
)

if TYPE_CHECKING:
    from typing_extensions import Self

__all__ = [
    "DeepClassificationModel",
    "DeepClassifier",
    "DeepEstimator",
    "DeepModel",
    "DeepRegressionModel",
    "DeepRegressor",
]


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
        backend: str = "auto",
        batchSize: int = 32,
        checkpointDir: str = "",
        checkpointInterval: str = "1 epochs",
        clipNorm: float = 0.0,
        clipValue: float = 0.0,
        epochs: int = 10,
        featuresCol: str = "features",
        frozenLayers: List[str] = [],
        handleInvalid: str = "error",
        initialModel: str = "",
        keepCheckpoints: int = 3,
        labelCol: str = "label",
        launchMode: str = "auto",
        learningRate: float = 0.001,
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
        tensorBoardDir: str = "",
        tensorBoardHistograms: int = 0,
        tensorBoardInterval: int = 10,
        threads: int = 0,
        thresholds: Optional[List[float]] = None,
        validationIndicatorCol: Optional[str] = None,
        validationInterval: int = 0,
        weightCol: Optional[str] = None,
        weightDecay: Optional[float] = None,
        workerTimeout: float = 20.0,
        workerWait: float = 300.0,
        workers: int = 0,
    ) -> None:
        """Makes a stage; every argument is a param, which its setter explains."""
        super().__init__()
        self._start()
        self._setDefault(
            backend="auto",
            batchSize=32,
            checkpointDir="",
            checkpointInterval="1 epochs",
            clipNorm=0.0,
            clipValue=0.0,
            epochs=10,
            featuresCol="features",
            frozenLayers=[],
            handleInvalid="error",
            initialModel="",
            keepCheckpoints=3,
            labelCol="label",
            launchMode="auto",
            learningRate=0.001,
            loss=SoftmaxCrossEntropy(),
            metrics=[Accuracy()],
            minDelta=0.0,
            minWorkers=0,
            monitor="",
            optimizer=Adam(),
            patience=-1,
            precision="float32",
            predictionCol="prediction",
            probabilityCol="probability",
            progress=True,
            rawPredictionCol="rawPrediction",
            resetOptimizer=False,
            resumeFrom="",
            runName="",
            scoringBatchSize=256,
            seed=0,
            shuffle=True,
            stepTimeout=120.0,
            tensorBoardDir="",
            tensorBoardHistograms=0,
            tensorBoardInterval=10,
            threads=0,
            validationInterval=0,
            workerTimeout=20.0,
            workerWait=300.0,
            workers=0,
        )
        self._set(**self._input_kwargs)

    @keyword_only
    def setParams(
        self,
        *,
        backend: str = "auto",
        batchSize: int = 32,
        checkpointDir: str = "",
        checkpointInterval: str = "1 epochs",
        clipNorm: float = 0.0,
        clipValue: float = 0.0,
        epochs: int = 10,
        featuresCol: str = "features",
        frozenLayers: List[str] = [],
        handleInvalid: str = "error",
        initialModel: str = "",
        keepCheckpoints: int = 3,
        labelCol: str = "label",
        launchMode: str = "auto",
        learningRate: float = 0.001,
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
        tensorBoardDir: str = "",
        tensorBoardHistograms: int = 0,
        tensorBoardInterval: int = 10,
        threads: int = 0,
        thresholds: Optional[List[float]] = None,
        validationIndicatorCol: Optional[str] = None,
        validationInterval: int = 0,
        weightCol: Optional[str] = None,
        weightDecay: Optional[float] = None,
        workerTimeout: float = 20.0,
        workerWait: float = 300.0,
        workers: int = 0,
    ) -> Self:
        """Sets params by name, as the constructor does."""
        return self._set(**self._input_kwargs)


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


class DeepRegressor(
    DeepStageEstimator[DeepRegressionModel],
    BackendParam,
    CheckpointParams,
    ClippingParams,
    ClusterParams,
    FeaturesColumn,
    InvalidRows,
    LabelColumn,
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
        backend: str = "auto",
        batchSize: int = 32,
        checkpointDir: str = "",
        checkpointInterval: str = "1 epochs",
        clipNorm: float = 0.0,
        clipValue: float = 0.0,
        epochs: int = 10,
        featuresCol: str = "features",
        frozenLayers: List[str] = [],
        handleInvalid: str = "error",
        initialModel: str = "",
        keepCheckpoints: int = 3,
        labelCol: str = "label",
        launchMode: str = "auto",
        learningRate: float = 0.001,
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
        tensorBoardDir: str = "",
        tensorBoardHistograms: int = 0,
        tensorBoardInterval: int = 10,
        threads: int = 0,
        validationIndicatorCol: Optional[str] = None,
        validationInterval: int = 0,
        weightCol: Optional[str] = None,
        weightDecay: Optional[float] = None,
        workerTimeout: float = 20.0,
        workerWait: float = 300.0,
        workers: int = 0,
    ) -> None:
        """Makes a stage; every argument is a param, which its setter explains."""
        super().__init__()
        self._start()
        self._setDefault(
            backend="auto",
            batchSize=32,
            checkpointDir="",
            checkpointInterval="1 epochs",
            clipNorm=0.0,
            clipValue=0.0,
            epochs=10,
            featuresCol="features",
            frozenLayers=[],
            handleInvalid="error",
            initialModel="",
            keepCheckpoints=3,
            labelCol="label",
            launchMode="auto",
            learningRate=0.001,
            loss=MeanSquaredError(),
            metrics=[RootMeanSquaredError()],
            minDelta=0.0,
            minWorkers=0,
            monitor="",
            optimizer=Adam(),
            patience=-1,
            precision="float32",
            predictionCol="prediction",
            progress=True,
            resetOptimizer=False,
            resumeFrom="",
            runName="",
            scoringBatchSize=256,
            seed=0,
            shuffle=True,
            stepTimeout=120.0,
            tensorBoardDir="",
            tensorBoardHistograms=0,
            tensorBoardInterval=10,
            threads=0,
            validationInterval=0,
            workerTimeout=20.0,
            workerWait=300.0,
            workers=0,
        )
        self._set(**self._input_kwargs)

    @keyword_only
    def setParams(
        self,
        *,
        backend: str = "auto",
        batchSize: int = 32,
        checkpointDir: str = "",
        checkpointInterval: str = "1 epochs",
        clipNorm: float = 0.0,
        clipValue: float = 0.0,
        epochs: int = 10,
        featuresCol: str = "features",
        frozenLayers: List[str] = [],
        handleInvalid: str = "error",
        initialModel: str = "",
        keepCheckpoints: int = 3,
        labelCol: str = "label",
        launchMode: str = "auto",
        learningRate: float = 0.001,
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
        tensorBoardDir: str = "",
        tensorBoardHistograms: int = 0,
        tensorBoardInterval: int = 10,
        threads: int = 0,
        validationIndicatorCol: Optional[str] = None,
        validationInterval: int = 0,
        weightCol: Optional[str] = None,
        weightDecay: Optional[float] = None,
        workerTimeout: float = 20.0,
        workerWait: float = 300.0,
        workers: int = 0,
    ) -> Self:
        """Sets params by name, as the constructor does."""
        return self._set(**self._input_kwargs)


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


class DeepEstimator(
    DeepStageEstimator[DeepModel],
    BackendParam,
    CheckpointParams,
    ClippingParams,
    ClusterParams,
    InputColumns,
    InvalidRows,
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
        backend: str = "auto",
        batchSize: int = 32,
        checkpointDir: str = "",
        checkpointInterval: str = "1 epochs",
        clipNorm: float = 0.0,
        clipValue: float = 0.0,
        epochs: int = 10,
        frozenLayers: List[str] = [],
        handleInvalid: str = "error",
        initialModel: str = "",
        inputCols: Optional[List[str]] = None,
        keepCheckpoints: int = 3,
        launchMode: str = "auto",
        learningRate: float = 0.001,
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
        targetCols: Optional[List[str]] = None,
        tensorBoardDir: str = "",
        tensorBoardHistograms: int = 0,
        tensorBoardInterval: int = 10,
        threads: int = 0,
        validationIndicatorCol: Optional[str] = None,
        validationInterval: int = 0,
        weightCol: Optional[str] = None,
        weightDecay: Optional[float] = None,
        workerTimeout: float = 20.0,
        workerWait: float = 300.0,
        workers: int = 0,
    ) -> None:
        """Makes a stage; every argument is a param, which its setter explains."""
        super().__init__()
        self._start()
        self._setDefault(
            backend="auto",
            batchSize=32,
            checkpointDir="",
            checkpointInterval="1 epochs",
            clipNorm=0.0,
            clipValue=0.0,
            epochs=10,
            frozenLayers=[],
            handleInvalid="error",
            initialModel="",
            keepCheckpoints=3,
            launchMode="auto",
            learningRate=0.001,
            losses=[MeanSquaredError()],
            metrics=[],
            minDelta=0.0,
            minWorkers=0,
            monitor="",
            optimizer=Adam(),
            patience=-1,
            precision="float32",
            progress=True,
            resetOptimizer=False,
            resumeFrom="",
            runName="",
            scoringBatchSize=256,
            seed=0,
            shuffle=True,
            stepTimeout=120.0,
            tensorBoardDir="",
            tensorBoardHistograms=0,
            tensorBoardInterval=10,
            threads=0,
            validationInterval=0,
            workerTimeout=20.0,
            workerWait=300.0,
            workers=0,
        )
        self._set(**self._input_kwargs)

    @keyword_only
    def setParams(
        self,
        *,
        backend: str = "auto",
        batchSize: int = 32,
        checkpointDir: str = "",
        checkpointInterval: str = "1 epochs",
        clipNorm: float = 0.0,
        clipValue: float = 0.0,
        epochs: int = 10,
        frozenLayers: List[str] = [],
        handleInvalid: str = "error",
        initialModel: str = "",
        inputCols: Optional[List[str]] = None,
        keepCheckpoints: int = 3,
        launchMode: str = "auto",
        learningRate: float = 0.001,
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
        targetCols: Optional[List[str]] = None,
        tensorBoardDir: str = "",
        tensorBoardHistograms: int = 0,
        tensorBoardInterval: int = 10,
        threads: int = 0,
        validationIndicatorCol: Optional[str] = None,
        validationInterval: int = 0,
        weightCol: Optional[str] = None,
        weightDecay: Optional[float] = None,
        workerTimeout: float = 20.0,
        workerWait: float = 300.0,
        workers: int = 0,
    ) -> Self:
        """Sets params by name, as the constructor does."""
        return self._set(**self._input_kwargs)
