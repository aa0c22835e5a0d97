"""Kindling: deep learning inside Spark ML Pipelines.

>>> from kindling import DeepClassifier, Network
>>> from kindling.layers import Dense, Tanh
>>> classifier = DeepClassifier(                                    # doctest: +SKIP
...     network=Network.sequential(2, Dense(16), Tanh(), Dense(2)),
...     learningRate=0.01, epochs=15, seed=1)
>>> model = classifier.fit(training)                                # doctest: +SKIP
>>> model.transform(test).select("prediction", "probability")       # doctest: +SKIP

Stages have the params, setters and getters of their namesakes in Java. Networks are built of
``kindling.layers``; ``kindling.losses``, ``metrics``, ``optimizers``, ``schedules``,
``initializers`` and ``zoo`` hold the rest. Names are those of Java and of the JSON that both sides
write. ``kindling.spark_session()`` starts a session that has Kindling's jar.
"""

from __future__ import annotations

import sys
import types

from kindling import (
    initializers,
    layers,
    losses,
    metrics,
    optimizers,
    plot,
    schedules,
    stages,
    tracking,
    zoo,
)
from kindling._jvm import KindlingError
from kindling.data import from_numpy, to_numpy
from kindling.history import TrainingSummary
from kindling.network import Input, Network, NetworkBuilder, Padding
from kindling.session import jar, spark_session
from kindling.stages import (
    DeepClassificationModel,
    DeepClassifier,
    DeepEstimator,
    DeepModel,
    DeepRegressionModel,
    DeepRegressor,
)
from kindling.version import VERSION

__version__ = VERSION

__all__ = [
    "DeepClassificationModel",
    "DeepClassifier",
    "DeepEstimator",
    "DeepModel",
    "DeepRegressionModel",
    "DeepRegressor",
    "Input",
    "KindlingError",
    "Network",
    "NetworkBuilder",
    "Padding",
    "TrainingSummary",
    "from_numpy",
    "initializers",
    "jar",
    "layers",
    "losses",
    "metrics",
    "optimizers",
    "plot",
    "schedules",
    "spark_session",
    "to_numpy",
    "tracking",
    "zoo",
]


def _answer_to_java_names() -> None:
    """Lets Spark find our stages by their Java names when it loads a Pipeline.

    Spark takes the name of a Java class for that of a Python one, and Python's own ``io`` is no
    package that could hold ours.
    """
    module = types.ModuleType("io.kindling.ml", "Kindling's stages by their names in Java.")
    for name in stages.__all__:
        setattr(module, name, getattr(stages, name))
    sys.modules[module.__name__] = module


_answer_to_java_names()
