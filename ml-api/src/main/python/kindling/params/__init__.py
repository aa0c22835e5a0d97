"""Params of the stages, in groups: each with its getter and setter.

Written by tools/generate.py from the Java sources; change those.
"""

from kindling.params.backend_param import BackendParam
from kindling.params.checkpoint_params import CheckpointParams
from kindling.params.class_names import ClassNames
from kindling.params.class_thresholds import ClassThresholds
from kindling.params.clipping_params import ClippingParams
from kindling.params.cluster_params import ClusterParams
from kindling.params.features_column import FeaturesColumn
from kindling.params.input_columns import InputColumns
from kindling.params.invalid_rows import InvalidRows
from kindling.params.label_column import LabelColumn
from kindling.params.large_batch_params import LargeBatchParams
from kindling.params.loop_params import LoopParams
from kindling.params.loss_param import LossParam
from kindling.params.losses_param import LossesParam
from kindling.params.metrics_param import MetricsParam
from kindling.params.network_param import NetworkParam
from kindling.params.optimizer_params import OptimizerParams
from kindling.params.output_columns import OutputColumns
from kindling.params.output_metrics_param import OutputMetricsParam
from kindling.params.prediction_column import PredictionColumn
from kindling.params.probability_column import ProbabilityColumn
from kindling.params.random_seed import RandomSeed
from kindling.params.raw_prediction_column import RawPredictionColumn
from kindling.params.scoring_params import ScoringParams
from kindling.params.start_params import StartParams
from kindling.params.stopping_params import StoppingParams
from kindling.params.synchronization_params import SynchronizationParams
from kindling.params.target_columns import TargetColumns
from kindling.params.validation_column import ValidationColumn
from kindling.params.watch_params import WatchParams
from kindling.params.weight_column import WeightColumn

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
