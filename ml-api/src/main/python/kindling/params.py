"""Params of the stages, in groups: each with its getter and setter.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, List, Sequence, Union

from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.param.shared import (
    HasFeaturesCol,
    HasHandleInvalid,
    HasLabelCol,
    HasPredictionCol,
    HasProbabilityCol,
    HasRawPredictionCol,
    HasSeed,
    HasThresholds,
    HasValidationIndicatorCol,
    HasWeightCol,
)

from kindling._converters import json_text, json_texts
from kindling.losses import Loss
from kindling.metrics import Metric, OutputMetric
from kindling.network import Network
from kindling.optimizers import Optimizer
from kindling.schedules import Schedule

if TYPE_CHECKING:
    from typing_extensions import Self

__all__ = [
    "BackendParam",
    "CheckpointParams",
    "ClassNames",
    "ClassThresholds",
    "ClippingParams",
    "ClusterParams",
    "FeaturesColumn",
    "InputColumns",
    "InvalidRows",
    "LabelColumn",
    "LargeBatchParams",
    "LoopParams",
    "LossParam",
    "LossesParam",
    "MetricsParam",
    "NetworkParam",
    "OptimizerParams",
    "OutputColumns",
    "OutputMetricsParam",
    "PredictionColumn",
    "ProbabilityColumn",
    "RandomSeed",
    "RawPredictionColumn",
    "ScoringParams",
    "StartParams",
    "StoppingParams",
    "SynchronizationParams",
    "TargetColumns",
    "ValidationColumn",
    "WatchParams",
    "WeightColumn",
]


class BackendParam(Params):
    """What computes the network."""

    backend: "Param[str]" = Param(
        Params._dummy(),
        "backend",
        "what computes the network: auto, onednn, reference",
        typeConverter=TypeConverters.toString,
    )

    precision: "Param[str]" = Param(
        Params._dummy(),
        "precision",
        (
            "what the network computes in: float32; bfloat16 (mixed precision: weights, their "
            "gradients, losses and outputs stay float32), which takes AVX-512 with bf16 or AMX; "
            "auto, bfloat16 where the processors of all workers have it"
        ),
        typeConverter=TypeConverters.toString,
    )

    def getBackend(self) -> str:
        """Returns what computes the network: auto, onednn or reference."""
        return self.getOrDefault(self.backend)

    def setBackend(self, value: str) -> Self:
        """Sets what computes the network: auto, onednn or reference."""
        return self._set(backend=value)

    def getPrecision(self) -> str:
        """Returns what the network computes in: float32, bfloat16 or auto."""
        return self.getOrDefault(self.precision)

    def setPrecision(self, value: str) -> Self:
        """Sets what the network computes in: float32, bfloat16 or auto."""
        return self._set(precision=value)


class CheckpointParams(Params):
    """Which checkpoints training writes and from which it goes on."""

    checkpointDir: "Param[str]" = Param(
        Params._dummy(),
        "checkpointDir",
        (
            "directory that checkpoints are written to, and from which the same fit goes on when "
            "it is started again; empty: none"
        ),
        typeConverter=TypeConverters.toString,
    )

    checkpointInterval: "Param[str]" = Param(
        Params._dummy(),
        "checkpointInterval",
        "how often a checkpoint is written: a number and steps, seconds or epochs",
        typeConverter=TypeConverters.toString,
    )

    keepCheckpoints: "Param[int]" = Param(
        Params._dummy(),
        "keepCheckpoints",
        "number of checkpoints that are kept",
        typeConverter=TypeConverters.toInt,
    )

    resetOptimizer: "Param[bool]" = Param(
        Params._dummy(),
        "resetOptimizer",
        "whether the optimizer begins anew after resumeFrom",
        typeConverter=TypeConverters.toBoolean,
    )

    resumeFrom: "Param[str]" = Param(
        Params._dummy(),
        "resumeFrom",
        (
            "checkpoint, or folder of checkpoints of one fit, from which training goes on, also "
            "with other hyper-parameters or data; empty: none"
        ),
        typeConverter=TypeConverters.toString,
    )

    def getCheckpointDir(self) -> str:
        """Returns the directory of checkpoints; empty: none."""
        return self.getOrDefault(self.checkpointDir)

    def setCheckpointDir(self, value: str) -> Self:
        """Sets the directory of checkpoints; empty: none."""
        return self._set(checkpointDir=value)

    def getCheckpointInterval(self) -> str:
        """Returns how often a checkpoint is written."""
        return self.getOrDefault(self.checkpointInterval)

    def setCheckpointInterval(self, value: str) -> Self:
        """Sets how often a checkpoint is written, such as ``500 steps``."""
        return self._set(checkpointInterval=value)

    def getKeepCheckpoints(self) -> int:
        """Returns how many checkpoints of a fit are kept."""
        return self.getOrDefault(self.keepCheckpoints)

    def setKeepCheckpoints(self, value: int) -> Self:
        """Sets how many checkpoints of a fit are kept."""
        return self._set(keepCheckpoints=value)

    def getResetOptimizer(self) -> bool:
        """Returns whether the optimizer begins anew when training goes on from a checkpoint."""
        return self.getOrDefault(self.resetOptimizer)

    def setResetOptimizer(self, value: bool) -> Self:
        """Sets whether the optimizer begins anew when training goes on from a checkpoint."""
        return self._set(resetOptimizer=value)

    def getResumeFrom(self) -> str:
        """Returns the checkpoint from which training goes on; empty: none."""
        return self.getOrDefault(self.resumeFrom)

    def setResumeFrom(self, value: str) -> Self:
        """Sets the checkpoint from which training goes on; empty: none."""
        return self._set(resumeFrom=value)


class ClassNames(Params):
    """The names of the classes, which the prediction column carries as metadata, so that an
    ``IndexToString`` needs no labels of its own."""

    labels: "Param[List[str]]" = Param(
        Params._dummy(),
        "labels",
        "names of the classes in the order of their labels; empty: none",
        typeConverter=TypeConverters.toListString,
    )

    def getLabels(self) -> List[str]:
        """Returns the names of the classes in the order of their labels; empty when they have
        none."""
        return self.getOrDefault(self.labels)

    def setLabels(self, value: List[str]) -> Self:
        """Sets the names of the classes; a fit takes them from the label column's metadata."""
        return self._set(labels=value)


class ClassThresholds(HasThresholds):
    """Thresholds that shift the decision between classes: the class of the largest p / t wins."""

    thresholds: "Param[List[float]]" = Param(
        Params._dummy(),
        "thresholds",
        "one threshold for each class; the largest probability / threshold wins",
        typeConverter=TypeConverters.toListFloat,
    )

    def getThresholds(self) -> List[float]:
        """Returns the value of thresholds."""
        return self.getOrDefault(self.thresholds)

    def setThresholds(self, value: List[float]) -> Self:
        """Sets one threshold for each class: the class of the largest probability / threshold
        wins."""
        return self._set(thresholds=value)


class ClippingParams(Params):
    """Bounds of the gradient; at most one of them."""

    clipNorm: "Param[float]" = Param(
        Params._dummy(),
        "clipNorm",
        "largest Euclidean norm of the whole gradient; 0: no bound",
        typeConverter=TypeConverters.toFloat,
    )

    clipValue: "Param[float]" = Param(
        Params._dummy(),
        "clipValue",
        "largest magnitude of every element of the gradient; 0: no bound",
        typeConverter=TypeConverters.toFloat,
    )

    def getClipNorm(self) -> float:
        """Returns the largest Euclidean norm of the whole gradient; 0: no bound."""
        return self.getOrDefault(self.clipNorm)

    def setClipNorm(self, value: float) -> Self:
        """Sets the largest Euclidean norm of the whole gradient; 0: no bound."""
        return self._set(clipNorm=value)

    def getClipValue(self) -> float:
        """Returns the largest magnitude of every element of the gradient; 0: no bound."""
        return self.getOrDefault(self.clipValue)

    def setClipValue(self, value: float) -> Self:
        """Sets the largest magnitude of every element of the gradient; 0: no bound."""
        return self._set(clipValue=value)


class ClusterParams(Params):
    """Where training runs."""

    launchMode: "Param[str]" = Param(
        Params._dummy(),
        "launchMode",
        (
            "how workers are started: barrier (together), rendezvous (one by one, as dynamic "
            "allocation needs), or auto"
        ),
        typeConverter=TypeConverters.toString,
    )

    minWorkers: "Param[int]" = Param(
        Params._dummy(),
        "minWorkers",
        (
            "number of workers that there must be after workerWait; 0: all of them to begin, one "
            "to go on after others were lost"
        ),
        typeConverter=TypeConverters.toInt,
    )

    stepTimeout: "Param[float]" = Param(
        Params._dummy(),
        "stepTimeout",
        "seconds that workers wait in a step for one that lives",
        typeConverter=TypeConverters.toFloat,
    )

    threads: "Param[int]" = Param(
        Params._dummy(),
        "threads",
        "number of threads of a worker; 0: all cores of its task",
        typeConverter=TypeConverters.toInt,
    )

    workerTimeout: "Param[float]" = Param(
        Params._dummy(),
        "workerTimeout",
        "seconds that a worker may give no sign of life before its executor is given up",
        typeConverter=TypeConverters.toFloat,
    )

    workerWait: "Param[float]" = Param(
        Params._dummy(),
        "workerWait",
        "seconds to wait until there are as many task slots as workers",
        typeConverter=TypeConverters.toFloat,
    )

    workers: "Param[int]" = Param(
        Params._dummy(),
        "workers",
        "number of workers; 0: one in local mode, one for each slot of a cluster",
        typeConverter=TypeConverters.toInt,
    )

    def getLaunchMode(self) -> str:
        """Returns how workers are started."""
        return self.getOrDefault(self.launchMode)

    def setLaunchMode(self, value: str) -> Self:
        """Sets how workers are started: auto, barrier or rendezvous."""
        return self._set(launchMode=value)

    def getMinWorkers(self) -> int:
        """Returns with how many workers training goes on when there are no more."""
        return self.getOrDefault(self.minWorkers)

    def setMinWorkers(self, value: int) -> Self:
        """Sets with how many workers training goes on when there are no more."""
        return self._set(minWorkers=value)

    def getStepTimeout(self) -> float:
        """Returns the seconds that workers wait in a step for one that lives."""
        return self.getOrDefault(self.stepTimeout)

    def setStepTimeout(self, value: float) -> Self:
        """Sets the seconds that workers wait in a step for one that lives."""
        return self._set(stepTimeout=value)

    def getThreads(self) -> int:
        """Returns the number of threads of a worker; 0: all cores of its task."""
        return self.getOrDefault(self.threads)

    def setThreads(self, value: int) -> Self:
        """Sets the number of threads of a worker; 0: all cores of its task."""
        return self._set(threads=value)

    def getWorkerTimeout(self) -> float:
        """Returns the seconds that a worker may give no sign of life."""
        return self.getOrDefault(self.workerTimeout)

    def setWorkerTimeout(self, value: float) -> Self:
        """Sets the seconds that a worker may give no sign of life, 3 or more."""
        return self._set(workerTimeout=value)

    def getWorkerWait(self) -> float:
        """Returns the seconds to wait until there are as many task slots as workers."""
        return self.getOrDefault(self.workerWait)

    def setWorkerWait(self, value: float) -> Self:
        """Sets the seconds to wait until there are as many task slots as workers."""
        return self._set(workerWait=value)

    def getWorkers(self) -> int:
        """Returns the number of workers; 0: one in local mode, one for each slot of a cluster."""
        return self.getOrDefault(self.workers)

    def setWorkers(self, value: int) -> Self:
        """Sets the number of workers; 0: one in local mode, one for each slot of a cluster."""
        return self._set(workers=value)


class FeaturesColumn(HasFeaturesCol):
    """The column that the network reads."""

    featuresCol: "Param[str]" = Param(
        Params._dummy(),
        "featuresCol",
        "column that the network reads",
        typeConverter=TypeConverters.toString,
    )

    def getFeaturesCol(self) -> str:
        """Returns the value of featuresCol."""
        return self.getOrDefault(self.featuresCol)

    def setFeaturesCol(self, value: str) -> Self:
        """Sets the column that the network reads."""
        return self._set(featuresCol=value)


class InputColumns(Params):
    """The columns that the network reads, one for each of its inputs."""

    inputCols: "Param[List[str]]" = Param(
        Params._dummy(),
        "inputCols",
        "columns that the network reads, one for each input in their order",
        typeConverter=TypeConverters.toListString,
    )

    def getInputCols(self) -> List[str]:
        """Returns the value of inputCols."""
        return self.getOrDefault(self.inputCols)

    def setInputCols(self, value: List[str]) -> Self:
        """Sets the columns that the network reads, one for each of its inputs in their order."""
        return self._set(inputCols=value)


class InvalidRows(HasHandleInvalid):
    """What to do with rows that have a null, NaN or value of the wrong length."""

    handleInvalid: "Param[str]" = Param(
        Params._dummy(),
        "handleInvalid",
        (
            "what is done with a row that holds null, NaN or a value of the wrong length: error "
            "(fail and name column, count and first row), skip (drop the row in fit and "
            "transform), keep (transform gives null outputs; fit drops the row)"
        ),
        typeConverter=TypeConverters.toString,
    )

    def getHandleInvalid(self) -> str:
        """Returns the value of handleInvalid."""
        return self.getOrDefault(self.handleInvalid)

    def setHandleInvalid(self, value: str) -> Self:
        """Sets what is done with rows of null, NaN or wrong length: error, skip or keep."""
        return self._set(handleInvalid=value)


class LabelColumn(HasLabelCol):
    """The column with what is to be predicted."""

    labelCol: "Param[str]" = Param(
        Params._dummy(),
        "labelCol",
        "column with what is to be predicted",
        typeConverter=TypeConverters.toString,
    )

    def getLabelCol(self) -> str:
        """Returns the value of labelCol."""
        return self.getOrDefault(self.labelCol)

    def setLabelCol(self, value: str) -> Self:
        """Sets the column with what is to be predicted."""
        return self._set(labelCol=value)


class LargeBatchParams(Params):
    """How the learning rate follows the batch size. Source: Priya Goyal et al., "Accurate, large
    minibatch SGD: training ImageNet in 1 hour", 2017, section 2."""

    baseBatchSize: "Param[int]" = Param(
        Params._dummy(),
        "baseBatchSize",
        (
            "batch size that the learning rate is meant for; rates are multiplied by batchSize "
            "over this; 0: they are not"
        ),
        typeConverter=TypeConverters.toInt,
    )

    warmUpEpochs: "Param[float]" = Param(
        Params._dummy(),
        "warmUpEpochs",
        (
            "number of epochs, or part of one, in which the learning rate rises to its full "
            "height; it begins at the rate of baseBatchSize, or at a thousandth"
        ),
        typeConverter=TypeConverters.toFloat,
    )

    def getBaseBatchSize(self) -> int:
        """Returns the batch size that the rates are meant for."""
        return self.getOrDefault(self.baseBatchSize)

    def setBaseBatchSize(self, value: int) -> Self:
        """Sets the batch size that the rates are meant for."""
        return self._set(baseBatchSize=value)

    def getWarmUpEpochs(self) -> float:
        """Returns the epochs in which the rate rises to its full height."""
        return self.getOrDefault(self.warmUpEpochs)

    def setWarmUpEpochs(self, value: float) -> Self:
        """Sets the epochs in which the rate rises to its full height."""
        return self._set(warmUpEpochs=value)


class LoopParams(Params):
    """How long and on how many rows at a time a network is trained."""

    batchSize: "Param[int]" = Param(
        Params._dummy(),
        "batchSize",
        "number of rows of a step, over all workers together",
        typeConverter=TypeConverters.toInt,
    )

    epochs: "Param[int]" = Param(
        Params._dummy(),
        "epochs",
        "number of passes over the training rows",
        typeConverter=TypeConverters.toInt,
    )

    shuffle: "Param[bool]" = Param(
        Params._dummy(),
        "shuffle",
        (
            "whether each epoch takes the rows in an order of its own; otherwise all take them in "
            "one order, which seed and rows decide"
        ),
        typeConverter=TypeConverters.toBoolean,
    )

    def getBatchSize(self) -> int:
        """Returns the number of rows of a step, over all workers together."""
        return self.getOrDefault(self.batchSize)

    def setBatchSize(self, value: int) -> Self:
        """Sets the number of rows of a step, over all workers together."""
        return self._set(batchSize=value)

    def getEpochs(self) -> int:
        """Returns the number of passes over the training rows."""
        return self.getOrDefault(self.epochs)

    def setEpochs(self, value: int) -> Self:
        """Sets the number of passes over the training rows."""
        return self._set(epochs=value)

    def getShuffle(self) -> bool:
        """Returns whether each epoch takes the rows in an order of its own."""
        return self.getOrDefault(self.shuffle)

    def setShuffle(self, value: bool) -> Self:
        """Sets whether each epoch takes the rows in an order of its own."""
        return self._set(shuffle=value)


class LossParam(Params):
    """What training minimizes."""

    loss: "Param[str]" = Param(
        Params._dummy(),
        "loss",
        "loss as JSON",
        typeConverter=json_text("loss", Loss),
    )

    def getLoss(self) -> Loss:
        """Returns the loss."""
        return Loss.from_json(self.getOrDefault(self.loss))

    def setLoss(self, value: Union[Loss, str]) -> Self:
        """Sets the loss: a value, or its JSON."""
        return self._set(loss=value)


class LossesParam(Params):
    """What training minimizes: the sum of one loss for each output of the network."""

    losses: "Param[List[str]]" = Param(
        Params._dummy(),
        "losses",
        "losses, one for each output in order, each as JSON",
        typeConverter=json_texts("losses", Loss),
    )

    def getLosses(self) -> List[Loss]:
        """Returns the losses, one for each output in order."""
        return [Loss.from_json(json) for json in self.getOrDefault(self.losses)]

    def setLosses(self, value: Sequence[Union[Loss, str]]) -> Self:
        """Sets the losses, one for each output in order: a value, or its JSON."""
        return self._set(losses=value)


class MetricsParam(Params):
    """What is reported of the network beside its loss."""

    metrics: "Param[List[str]]" = Param(
        Params._dummy(),
        "metrics",
        "metrics that are reported beside the loss, each as JSON",
        typeConverter=json_texts("metrics", Metric),
    )

    def getMetrics(self) -> List[Metric]:
        """Returns the metrics that are reported beside the loss."""
        return [Metric.from_json(json) for json in self.getOrDefault(self.metrics)]

    def setMetrics(self, value: Sequence[Union[Metric, str]]) -> Self:
        """Sets the metrics that are reported beside the loss: a value, or its JSON."""
        return self._set(metrics=value)


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


class OptimizerParams(Params):
    """How weights follow the gradient."""

    learningRate: "Param[float]" = Param(
        Params._dummy(),
        "learningRate",
        (
            "learning rate; where a schedule is set and this too, the factor of the schedule's "
            "rates"
        ),
        typeConverter=TypeConverters.toFloat,
    )

    optimizer: "Param[str]" = Param(
        Params._dummy(),
        "optimizer",
        "optimizer as JSON",
        typeConverter=json_text("optimizer", Optimizer),
    )

    schedule: "Param[str]" = Param(
        Params._dummy(),
        "schedule",
        (
            "learning rate of every step, as JSON; where learningRate is set too, the rates are "
            "multiplied by it"
        ),
        typeConverter=json_text("schedule", Schedule),
    )

    weightDecay: "Param[float]" = Param(
        Params._dummy(),
        "weightDecay",
        "factor of weight decay; not set: the optimizer's own",
        typeConverter=TypeConverters.toFloat,
    )

    def getLearningRate(self) -> float:
        """Returns the learning rate, or the factor of the schedule's rates."""
        return self.getOrDefault(self.learningRate)

    def setLearningRate(self, value: float) -> Self:
        """Sets the learning rate; where schedule is set too, this is the factor of its rates."""
        return self._set(learningRate=value)

    def getOptimizer(self) -> Optimizer:
        """Returns the optimizer as it was set; weightDecay may replace its weight decay."""
        return Optimizer.from_json(self.getOrDefault(self.optimizer))

    def setOptimizer(self, value: Union[Optimizer, str]) -> Self:
        """Sets the optimizer: a value, or its JSON."""
        return self._set(optimizer=value)

    def getSchedule(self) -> Schedule:
        """Returns the schedule as it was set; empty when the rate is constant."""
        return Schedule.from_json(self.getOrDefault(self.schedule))

    def setSchedule(self, value: Union[Schedule, str]) -> Self:
        """Sets the learning rate of every step; where learningRate is set too, the rates are
        multiplied by it: a value, or its JSON."""
        return self._set(schedule=value)

    def getWeightDecay(self) -> float:
        """Returns the factor of weight decay."""
        return self.getOrDefault(self.weightDecay)

    def setWeightDecay(self, value: float) -> Self:
        """Sets the factor of weight decay."""
        return self._set(weightDecay=value)


class OutputColumns(Params):
    """The columns that the network's outputs are written to."""

    outputCols: "Param[List[str]]" = Param(
        Params._dummy(),
        "outputCols",
        "columns for the network's outputs, one for each in their order",
        typeConverter=TypeConverters.toListString,
    )

    def getOutputCols(self) -> List[str]:
        """Returns the value of outputCols."""
        return self.getOrDefault(self.outputCols)

    def setOutputCols(self, value: List[str]) -> Self:
        """Sets the columns for the network's outputs, one for each in their order."""
        return self._set(outputCols=value)


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


class PredictionColumn(HasPredictionCol):
    """The column that predictions are written to."""

    predictionCol: "Param[str]" = Param(
        Params._dummy(),
        "predictionCol",
        "column for predictions; an empty name leaves it out",
        typeConverter=TypeConverters.toString,
    )

    def getPredictionCol(self) -> str:
        """Returns the value of predictionCol."""
        return self.getOrDefault(self.predictionCol)

    def setPredictionCol(self, value: str) -> Self:
        """Sets the column for predictions; an empty name leaves it out."""
        return self._set(predictionCol=value)


class ProbabilityColumn(HasProbabilityCol):
    """The column that the probabilities of all classes are written to."""

    probabilityCol: "Param[str]" = Param(
        Params._dummy(),
        "probabilityCol",
        "column for the probabilities of all classes; an empty name leaves it out",
        typeConverter=TypeConverters.toString,
    )

    def getProbabilityCol(self) -> str:
        """Returns the value of probabilityCol."""
        return self.getOrDefault(self.probabilityCol)

    def setProbabilityCol(self, value: str) -> Self:
        """Sets the column for the probabilities of all classes; an empty name leaves it out."""
        return self._set(probabilityCol=value)


class RandomSeed(HasSeed):
    """The seed of all random choices."""

    seed: "Param[int]" = Param(
        Params._dummy(),
        "seed",
        "seed of first weights, row order and dropout",
        typeConverter=TypeConverters.toInt,
    )

    def getSeed(self) -> int:
        """Returns the value of seed."""
        return self.getOrDefault(self.seed)

    def setSeed(self, value: int) -> Self:
        """Sets the seed of first weights, row order and dropout."""
        return self._set(seed=value)


class RawPredictionColumn(HasRawPredictionCol):
    """The column that the scores of all classes are written to."""

    rawPredictionCol: "Param[str]" = Param(
        Params._dummy(),
        "rawPredictionCol",
        "column for the network's scores (logits) of all classes; an empty name leaves it out",
        typeConverter=TypeConverters.toString,
    )

    def getRawPredictionCol(self) -> str:
        """Returns the value of rawPredictionCol."""
        return self.getOrDefault(self.rawPredictionCol)

    def setRawPredictionCol(self, value: str) -> Self:
        """Sets the column for the network's scores of all classes; an empty name leaves it out."""
        return self._set(rawPredictionCol=value)


class ScoringParams(Params):
    """How a model scores."""

    scoringBatchSize: "Param[int]" = Param(
        Params._dummy(),
        "scoringBatchSize",
        "number of rows that are scored at a time; it changes speed and memory, not results",
        typeConverter=TypeConverters.toInt,
    )

    def getScoringBatchSize(self) -> int:
        """Returns the number of rows that are scored at a time."""
        return self.getOrDefault(self.scoringBatchSize)

    def setScoringBatchSize(self, value: int) -> Self:
        """Sets the number of rows that are scored at a time."""
        return self._set(scoringBatchSize=value)


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


class StoppingParams(Params):
    """What is watched during training, and when it ends early."""

    minDelta: "Param[float]" = Param(
        Params._dummy(),
        "minDelta",
        "by how much a value of the monitor must beat the best to count as progress",
        typeConverter=TypeConverters.toFloat,
    )

    monitor: "Param[str]" = Param(
        Params._dummy(),
        "monitor",
        (
            "value that early stopping and schedules watch: loss or a metric's name, with "
            "validation_ before it for validation rows; empty: validation_loss where there are "
            "such rows, else loss"
        ),
        typeConverter=TypeConverters.toString,
    )

    patience: "Param[int]" = Param(
        Params._dummy(),
        "patience",
        (
            "how many values of the monitor in a row may be no better than the best before "
            "training ends and the best parameters are kept; -1: all epochs are run and the last "
            "parameters kept"
        ),
        typeConverter=TypeConverters.toInt,
    )

    validationInterval: "Param[int]" = Param(
        Params._dummy(),
        "validationInterval",
        "steps between two validations; 0: only after every epoch",
        typeConverter=TypeConverters.toInt,
    )

    def getMinDelta(self) -> float:
        """Returns by how much a value must beat the best to count as progress."""
        return self.getOrDefault(self.minDelta)

    def setMinDelta(self, value: float) -> Self:
        """Sets by how much a value must beat the best to count as progress."""
        return self._set(minDelta=value)

    def getMonitor(self) -> str:
        """Returns the name of the value that is watched; empty: the loss."""
        return self.getOrDefault(self.monitor)

    def setMonitor(self, value: str) -> Self:
        """Sets the name of the value that is watched; empty: the loss."""
        return self._set(monitor=value)

    def getPatience(self) -> int:
        """Returns how many values without progress are borne; -1: all epochs are run."""
        return self.getOrDefault(self.patience)

    def setPatience(self, value: int) -> Self:
        """Sets how many values without progress are borne; -1: all epochs are run."""
        return self._set(patience=value)

    def getValidationInterval(self) -> int:
        """Returns the number of steps between two validations; 0: only after every epoch."""
        return self.getOrDefault(self.validationInterval)

    def setValidationInterval(self, value: int) -> Self:
        """Sets the number of steps between two validations; 0: only after every epoch."""
        return self._set(validationInterval=value)


class SynchronizationParams(Params):
    """When workers agree on weights, and what they send each other for it."""

    accumulationSteps: "Param[int]" = Param(
        Params._dummy(),
        "accumulationSteps",
        (
            "number of parts in which a worker computes its rows of a step, one after another; "
            "more take less memory"
        ),
        typeConverter=TypeConverters.toInt,
    )

    gradientCompression: "Param[str]" = Param(
        Params._dummy(),
        "gradientCompression",
        (
            "how gradients travel between workers: none, in 16 bits (bf16, fp16), or only where "
            "they are large (threshold)"
        ),
        typeConverter=TypeConverters.toString,
    )

    localSeconds: "Param[float]" = Param(
        Params._dummy(),
        "localSeconds",
        (
            "about how many seconds each worker makes steps alone in syncMode local; 0: "
            "localSteps decides"
        ),
        typeConverter=TypeConverters.toFloat,
    )

    localSteps: "Param[int]" = Param(
        Params._dummy(),
        "localSteps",
        (
            "number of steps that each worker makes alone in syncMode local; 0: localSeconds "
            "decides"
        ),
        typeConverter=TypeConverters.toInt,
    )

    syncMode: "Param[str]" = Param(
        Params._dummy(),
        "syncMode",
        (
            "step: the workers sum gradients in every step; local: each makes steps alone, and "
            "weights are averaged after localSteps or localSeconds"
        ),
        typeConverter=TypeConverters.toString,
    )

    def getAccumulationSteps(self) -> int:
        """Returns in how many parts a worker computes its rows of a step."""
        return self.getOrDefault(self.accumulationSteps)

    def setAccumulationSteps(self, value: int) -> Self:
        """Sets in how many parts a worker computes its rows of a step."""
        return self._set(accumulationSteps=value)

    def getGradientCompression(self) -> str:
        """Returns how gradients travel between workers."""
        return self.getOrDefault(self.gradientCompression)

    def setGradientCompression(self, value: str) -> Self:
        """Sets how gradients travel between workers."""
        return self._set(gradientCompression=value)

    def getLocalSeconds(self) -> float:
        """Returns about how long each worker goes on alone."""
        return self.getOrDefault(self.localSeconds)

    def setLocalSeconds(self, value: float) -> Self:
        """Sets about how long each worker goes on alone."""
        return self._set(localSeconds=value)

    def getLocalSteps(self) -> int:
        """Returns how many steps each worker makes alone."""
        return self.getOrDefault(self.localSteps)

    def setLocalSteps(self, value: int) -> Self:
        """Sets how many steps each worker makes alone."""
        return self._set(localSteps=value)

    def getSyncMode(self) -> str:
        """Returns whether workers agree in every step or sometimes."""
        return self.getOrDefault(self.syncMode)

    def setSyncMode(self, value: str) -> Self:
        """Sets whether workers agree in every step or sometimes."""
        return self._set(syncMode=value)


class TargetColumns(Params):
    """The columns with what the network's outputs should be."""

    targetCols: "Param[List[str]]" = Param(
        Params._dummy(),
        "targetCols",
        "columns that the losses compare the outputs with, one for each output in their order",
        typeConverter=TypeConverters.toListString,
    )

    def getTargetCols(self) -> List[str]:
        """Returns the columns that the losses compare the outputs with."""
        return self.getOrDefault(self.targetCols)

    def setTargetCols(self, value: List[str]) -> Self:
        """Sets the columns that the losses compare the outputs with."""
        return self._set(targetCols=value)


class ValidationColumn(HasValidationIndicatorCol):
    """The column that marks validation rows."""

    validationIndicatorCol: "Param[str]" = Param(
        Params._dummy(),
        "validationIndicatorCol",
        "Boolean column that is true in rows to validate with and not to train on",
        typeConverter=TypeConverters.toString,
    )

    def getValidationIndicatorCol(self) -> str:
        """Returns the value of validationIndicatorCol."""
        return self.getOrDefault(self.validationIndicatorCol)

    def setValidationIndicatorCol(self, value: str) -> Self:
        """Sets the Boolean column that is true in rows to validate with and not to train on."""
        return self._set(validationIndicatorCol=value)


class WatchParams(Params):
    """How training is watched."""

    progress: "Param[bool]" = Param(
        Params._dummy(),
        "progress",
        (
            "whether progress is shown: a live line in a terminal or notebook, otherwise a line "
            "for every epoch"
        ),
        typeConverter=TypeConverters.toBoolean,
    )

    runName: "Param[str]" = Param(
        Params._dummy(),
        "runName",
        "name by which runs are told apart; empty: the uid of the stage",
        typeConverter=TypeConverters.toString,
    )

    tensorBoardDir: "Param[str]" = Param(
        Params._dummy(),
        "tensorBoardDir",
        "log directory of TensorBoard, in which each run has a folder; empty: none",
        typeConverter=TypeConverters.toString,
    )

    tensorBoardHistograms: "Param[int]" = Param(
        Params._dummy(),
        "tensorBoardHistograms",
        "steps between two histograms of parameters and gradients for TensorBoard; 0: none",
        typeConverter=TypeConverters.toInt,
    )

    tensorBoardInterval: "Param[int]" = Param(
        Params._dummy(),
        "tensorBoardInterval",
        "steps between two that are written for TensorBoard",
        typeConverter=TypeConverters.toInt,
    )

    def getProgress(self) -> bool:
        """Returns whether progress is shown."""
        return self.getOrDefault(self.progress)

    def setProgress(self, value: bool) -> Self:
        """Sets whether progress is shown."""
        return self._set(progress=value)

    def getRunName(self) -> str:
        """Returns the name of the run; empty: the uid of the stage."""
        return self.getOrDefault(self.runName)

    def setRunName(self, value: str) -> Self:
        """Sets the name of the run; empty: the uid of the stage."""
        return self._set(runName=value)

    def getTensorBoardDir(self) -> str:
        """Returns the log directory of TensorBoard; empty: none."""
        return self.getOrDefault(self.tensorBoardDir)

    def setTensorBoardDir(self, value: str) -> Self:
        """Sets the log directory of TensorBoard; empty: none."""
        return self._set(tensorBoardDir=value)

    def getTensorBoardHistograms(self) -> int:
        """Returns the number of steps between two histograms for TensorBoard; 0: none."""
        return self.getOrDefault(self.tensorBoardHistograms)

    def setTensorBoardHistograms(self, value: int) -> Self:
        """Sets the number of steps between two histograms for TensorBoard; 0: none."""
        return self._set(tensorBoardHistograms=value)

    def getTensorBoardInterval(self) -> int:
        """Returns the number of steps between two that are written for TensorBoard."""
        return self.getOrDefault(self.tensorBoardInterval)

    def setTensorBoardInterval(self, value: int) -> Self:
        """Sets the number of steps between two that are written for TensorBoard."""
        return self._set(tensorBoardInterval=value)


class WeightColumn(HasWeightCol):
    """The column with row weights."""

    weightCol: "Param[str]" = Param(
        Params._dummy(),
        "weightCol",
        "column with row weights of 0 or more; empty or not set: all are 1",
        typeConverter=TypeConverters.toString,
    )

    def getWeightCol(self) -> str:
        """Returns the value of weightCol."""
        return self.getOrDefault(self.weightCol)

    def setWeightCol(self, value: str) -> Self:
        """Sets the column with row weights of 0 or more; without it, or with an empty name, all
        are 1."""
        return self._set(weightCol=value)
