"""The stages from a client of Spark Connect, which has no JVM of its own."""

from __future__ import annotations

import os

import pytest

kindling = pytest.importorskip("kindling")
pytest.importorskip("grpc", reason="expected grpcio for Spark Connect: pip install pyspark[connect]")

from kindling import (  # noqa: E402
    DeepClassificationModel,
    DeepClassifier,
    DeepModel,
    DeepRegressor,
    Network,
    from_numpy,
    plot,
    to_numpy,
)
from kindling.layers import Dense, Tanh  # noqa: E402
from kindling.optimizers import Sgd  # noqa: E402
from pyspark.ml import Pipeline, PipelineModel  # noqa: E402
from pyspark.ml.evaluation import MulticlassClassificationEvaluator  # noqa: E402
from pyspark.ml.feature import IndexToString, StringIndexer, VectorAssembler  # noqa: E402
from pyspark.ml.tuning import CrossValidator, CrossValidatorModel, ParamGridBuilder  # noqa: E402

NETWORK = Network.sequential(2, Dense(16), Tanh(), Dense(2))


@pytest.fixture(scope="module")
def connect():
    """A client, and a server in another process that has the jar."""
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.remote("local[2]")
        .config("spark.jars", kindling.jar())
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    assert "connect" in type(session).__module__
    yield session
    session.stop()


@pytest.fixture(scope="module")
def points(connect):
    return (
        connect.range(2000)
        .selectExpr("rand(1) * 4 - 2 AS x", "rand(2) * 4 - 2 AS y")
        .selectExpr("x", "y", "IF(x * x + y * y < 2, 'inside', 'outside') AS place")
        .cache()
    )


@pytest.fixture(scope="module")
def labeled(points):
    return points.selectExpr(
        "array(x, y) AS features", "CAST(place = 'inside' AS DOUBLE) AS label"
    ).cache()


def classifier():
    return DeepClassifier(network=NETWORK, learningRate=0.02, epochs=8, batchSize=32, seed=1)


@pytest.fixture(scope="module")
def model(labeled):
    return classifier().fit(labeled)


def accuracy(frame):
    return frame.filter("label = prediction").count() / frame.count()


def test_fit_and_transform(model, labeled):
    scored = model.transform(labeled)
    assert accuracy(scored) > 0.9
    assert {"rawPrediction", "probability", "prediction"} <= set(scored.columns)
    renamed = model.copy({model.predictionCol: "answer"}).transform(labeled)
    assert "answer" in renamed.columns


def test_models_and_estimators_survive_their_folders(model, labeled, tmp_path):
    model.save(str(tmp_path / "model"))
    loaded = DeepClassificationModel.load(str(tmp_path / "model"))
    assert loaded.uid == model.uid
    first = model.transform(labeled).select("prediction", "probability").collect()
    assert loaded.transform(labeled).select("prediction", "probability").collect() == first
    stage = classifier().setOptimizer(Sgd(momentum=0.9)).setFrozenLayers(["dense_1"])
    stage.write().overwrite().save(str(tmp_path / "stage"))
    again = DeepClassifier.load(str(tmp_path / "stage"))
    assert again.getNetwork() == NETWORK and again.getOptimizer() == Sgd(momentum=0.9)
    assert again.getFrozenLayers() == ["dense_1"] and again.getEpochs() == 8


def test_a_pipeline_survives_its_folder(points, tmp_path):
    pipeline = Pipeline(
        stages=[
            StringIndexer(inputCol="place", outputCol="label"),
            VectorAssembler(inputCols=["x", "y"], outputCol="features"),
            classifier(),
            IndexToString(inputCol="prediction", outputCol="answer"),
        ]
    )
    model = pipeline.fit(points)
    scored = model.transform(points)
    assert scored.filter("answer = place").count() / scored.count() > 0.9
    model.write().save(str(tmp_path / "model"))
    pipeline.write().save(str(tmp_path / "pipeline"))
    loaded = PipelineModel.load(str(tmp_path / "model"))
    answers = scored.select("answer").collect()
    assert loaded.transform(points).select("answer").collect() == answers
    assert Pipeline.load(str(tmp_path / "pipeline")).getStages()[2].getNetwork() == NETWORK


def test_a_cross_validator_chooses_and_survives(labeled, tmp_path):
    stage = classifier()
    small = Network.sequential(2, Dense(2))
    tuning = CrossValidator(
        estimator=stage,
        estimatorParamMaps=ParamGridBuilder().addGrid(stage.network, [small, NETWORK]).build(),
        evaluator=MulticlassClassificationEvaluator(metricName="accuracy"),
        numFolds=2,
        seed=7,  # the rows were drawn by rand(1)
    )
    best = tuning.fit(labeled)
    assert best.avgMetrics[1] > best.avgMetrics[0]
    best.write().save(str(tmp_path / "tuned"))
    loaded = CrossValidatorModel.load(str(tmp_path / "tuned"))
    assert isinstance(loaded.bestModel, DeepClassificationModel)
    assert accuracy(loaded.transform(labeled)) > 0.9


def test_arrays_of_numpy(connect):
    import numpy

    features = numpy.random.default_rng(1).random((300, 2)).astype("float32")
    frame = from_numpy(connect, features=features, label=features.sum(axis=1))
    regressor = DeepRegressor(
        network=Network.sequential(2, Dense(1)), epochs=60, learningRate=0.05
    )
    out = to_numpy(regressor.fit(frame).transform(frame), "label", "prediction")
    assert numpy.abs(out["label"] - out["prediction"]).mean() < 0.1


@pytest.mark.parametrize(
    "member, act",
    [
        ("DeepClassificationModel.weights", lambda m: m.weights()),
        ("DeepClassificationModel.network", lambda m: m.network()),
        ("DeepClassificationModel.summary", lambda m: m.summary()),
        ("DeepClassificationModel.summary", lambda m: m.history),
        ("DeepModel.fromOnnx", lambda m: DeepModel.fromOnnx("x")),
        ("DeepModel.fromCheckpoint", lambda m: DeepModel.fromCheckpoint("x")),
        ("Network.summary", lambda m: NETWORK.summary()),
        ("Network.from_onnx", lambda m: Network.from_onnx("x")),
        ("plot.network", lambda m: plot.network(NETWORK)),
        ("plot.precision_recall", lambda m: plot.precision_recall(None)),
    ],
)
def test_barred_members_say_so_in_one_sentence(model, member, act):
    with pytest.raises(NotImplementedError) as raised:
        act(model)
    said = str(raised.value)
    assert said.startswith(f"{member}: expected a session with a JVM, got a Spark Connect session")


def test_figures_of_counts_need_no_jvm(model, labeled):
    assert plot.confusion_matrix(model.transform(labeled)).axes


def test_barred_members_are_those_of_the_documentation():
    from kindling._jvm import BARRED

    text = open(os.path.join(os.path.dirname(__file__), "../../../../docs/python.md")).read()
    assert [name for name in BARRED if f"`{name}" not in text] == []


def test_wrong_values_are_answered_by_javas_sentence(labeled):
    with pytest.raises(Exception) as raised:
        DeepClassifier(network=NETWORK, epochs=0).fit(labeled)
    said = str(raised.value)
    assert "DeepClassifier epochs: expected 1 or more, got 0. Set another value." in said
    with pytest.raises(Exception) as raised:
        DeepClassifier(network='{"type":"Nonsense"}').fit(labeled)
    assert "DeepClassifier network: JSON $" in str(raised.value)


