"""The stages: estimators, and the models that they make.

Written by tools/generate.py from the Java sources; change those.
"""

from kindling.stages.deep_classification_model import DeepClassificationModel
from kindling.stages.deep_classifier import DeepClassifier
from kindling.stages.deep_estimator import DeepEstimator
from kindling.stages.deep_model import DeepModel
from kindling.stages.deep_regression_model import DeepRegressionModel
from kindling.stages.deep_regressor import DeepRegressor

__all__ = [
    "DeepClassificationModel",
    "DeepClassifier",
    "DeepEstimator",
    "DeepModel",
    "DeepRegressionModel",
    "DeepRegressor",
]
