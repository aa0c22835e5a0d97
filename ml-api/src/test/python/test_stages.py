"""Stages in a classic session, as a user of pyspark.ml works with them."""

from __future__ import annotations

import numpy
import pandas
import pytest
from kindling import (
    DeepClassificationModel,
    DeepClassifier,
    DeepEstimator,
    DeepModel,
    DeepRegressionModel,
    DeepRegressor,
    KindlingError,
    Network,
    from_numpy,
    to_numpy,
)
from kindling.layers import Dense, Flatten, Relu, Tanh
from kindling.losses import BinaryCrossEntropy, MeanSquaredError
from kindling.metrics import Accuracy, LossMetric, MeanAbsoluteErrorMetric, OutputMetric
from kindling.optimizers import Adam, Sgd
from kindling.schedules import Cosine
from pyspark.errors import IllegalArgumentException
from pyspark.ml import Pipeline, PipelineModel
from pyspark.ml.evaluation import MulticlassClassificationEvaluator
from pyspark.ml.feature import IndexToString, StandardScaler, StringIndexer, VectorAssembler
from pyspark.ml.param.shared import HasFeaturesCol, HasSeed
from pyspark.ml.tuning import CrossValidator, CrossValidatorModel, ParamGridBuilder

NETWORK = Network.sequential(2, Dense(16), Tanh(), Dense(2))


def classifier(**params):
    return DeepClassifier(
        network=NETWORK, learningRate=0.02, epochs=8, batchSize=32, seed=1, **params
    )


@pytest.fixture(scope="module")
def model(labeled):
    return classifier().fit(labeled)


def accuracy(frame):
    return frame.filter("label = prediction").count() / frame.count()


def test_a_pipeline_between_stock_stages_survives_its_folder(spark, circle, tmp_path):
    pipeline = Pipeline(
        stages=[
            StringIndexer(inputCol="place", outputCol="label"),
            VectorAssembler(inputCols=["x", "y"], outputCol="position"),
            StandardScaler(inputCol="position", outputCol="features"),
            classifier(),
            IndexToString(inputCol="prediction", outputCol="answer"),
        ]
    )
    model = pipeline.fit(circle)
    scored = model.transform(circle)
    right = scored.filter("answer = place").count() / scored.count()
    assert right > 0.9
    model.save(str(tmp_path / "model"))
    pipeline.save(str(tmp_path / "pipeline"))
    loaded = PipelineModel.load(str(tmp_path / "model"))
    assert isinstance(loaded.stages[3], DeepClassificationModel)
    assert loaded.stages[3].getLabels() == model.stages[3].getLabels() != []
    again = loaded.transform(circle)
    assert again.select("answer").collect() == scored.select("answer").collect()
    stage = Pipeline.load(str(tmp_path / "pipeline")).getStages()[3]
    assert isinstance(stage, DeepClassifier)
    assert stage.getNetwork() == NETWORK and stage.getEpochs() == 8


def test_params_by_constructor_setter_and_setParams(spark):
    one = classifier(optimizer=Sgd(momentum=0.9), schedule=Cosine(0.1, 8), metrics=[LossMetric()])
    two = (
        DeepClassifier()
        .setNetwork(NETWORK.to_json())
        .setLearningRate(0.02)
        .setEpochs(8)
        .setBatchSize(32)
        .setSeed(1)
        .setOptimizer('{"type":"Sgd","momentum":0.9}')
        .setSchedule(Cosine(0.1, 8))
        .setMetrics([LossMetric()])
    )
    three = DeepClassifier().setParams(network=NETWORK, epochs=8, optimizer=Sgd(momentum=0.9))
    assert one.getOptimizer() == two.getOptimizer() == three.getOptimizer() == Sgd(momentum=0.9)
    assert one.getSchedule() == two.getSchedule() == Cosine(0.1, 8)
    assert one.getMetrics() == [LossMetric()] and DeepClassifier().getMetrics() == [Accuracy()]
    assert DeepClassifier().getOptimizer() == Adam()
    assert isinstance(one, HasFeaturesCol) and isinstance(one, HasSeed)
    assert "number of passes" in one.explainParam("epochs")
    with pytest.raises(TypeError, match="epoch"):
        one.setParams(epoch=8)
    with pytest.raises(TypeError, match="positional"):
        one.setParams(NETWORK)


def test_copies_and_param_maps_change_nothing(labeled):
    stage = classifier()
    copy = stage.copy({stage.epochs: 3, stage.network: Network.sequential(2, Dense(2))})
    assert (copy.uid, copy.getEpochs(), stage.getEpochs()) == (stage.uid, 3, 8)
    assert len(copy.getNetwork().layers) == 1 and len(stage.getNetwork().layers) == 3
    short = stage.fit(labeled, {stage.epochs: 1})
    assert len(short.history) == 1 and stage.getEpochs() == 8
    both = stage.fit(labeled, [{stage.epochs: 1}, {stage.epochs: 2}])
    assert [len(m.history) for m in both] == [1, 2]


def test_a_grid_over_networks_and_rates(labeled, tmp_path):
    stage = classifier()
    small = Network.sequential(2, Dense(2))
    grid = (
        ParamGridBuilder()
        .addGrid(stage.network, [small, NETWORK])
        .addGrid(stage.learningRate, [0.02])
        .build()
    )
    tuning = CrossValidator(
        estimator=stage,
        estimatorParamMaps=grid,
        evaluator=MulticlassClassificationEvaluator(metricName="accuracy"),
        numFolds=2,
        seed=7,  # the rows were drawn by rand(1)
        parallelism=2,
    )
    best = tuning.fit(labeled)
    assert best.avgMetrics[1] > best.avgMetrics[0]
    assert best.bestModel.network() == NETWORK
    best.save(str(tmp_path / "tuned"))
    loaded = CrossValidatorModel.load(str(tmp_path / "tuned"))
    assert isinstance(loaded.bestModel, DeepClassificationModel)
    assert loaded.avgMetrics == best.avgMetrics


def test_weights_history_and_network_come_as_numpy_and_pandas(model):
    weights = model.weights()
    assert {k: v.shape for k, v in weights.items()} == {
        "dense_1.weight": (16, 2),
        "dense_1.bias": (16,),
        "dense_2.weight": (2, 16),
        "dense_2.bias": (2,),
    }
    assert all(v.dtype == numpy.float32 and v.flags.writeable for v in weights.values())
    history = model.history
    assert isinstance(history, pandas.DataFrame) and len(history) == 8
    assert {"epoch", "loss", "accuracy", "learningRate", "rowsPerSecond"} <= set(history.columns)
    assert history["loss"].iloc[-1] < history["loss"].iloc[0]
    summary = model.summary()
    assert summary.workers == 1 and summary.bestEpoch == 7 and "onednn" in summary.backend.lower()
    assert summary.run == model.uid and len(summary.steps) > 8
    assert {"step", "epochs", "loss", "learningRate", "gradientNorm"} <= set(summary.steps.columns)
    assert model.network() == NETWORK
    assert "dense_1" in NETWORK.summary() and "82" in NETWORK.summary()


def test_weights_score_as_the_model_does(model, labeled):
    weights = model.weights()
    out = to_numpy(model.transform(labeled.limit(50)), "features", "rawPrediction", "prediction")
    hidden = numpy.tanh(out["features"] @ weights["dense_1.weight"].T + weights["dense_1.bias"])
    raw = hidden @ weights["dense_2.weight"].T + weights["dense_2.bias"]
    numpy.testing.assert_allclose(out["rawPrediction"], raw, rtol=1e-4, atol=1e-4)
    numpy.testing.assert_array_equal(out["prediction"], raw.argmax(axis=1))


def test_images_of_numpy_go_in_as_they_are(spark):
    random = numpy.random.default_rng(1)
    labels = random.integers(0, 2, 200)
    images = random.integers(0, 100, (200, 1, 8, 8)).astype("uint8")
    images[labels == 1, :, :4] += 100
    images[labels == 0, :, 4:] += 100
    network = Network.sequential([1, 8, 8], Flatten(), Dense(8), Relu(), Dense(2))
    for kind in ("uint8", "float32", "float64"):
        frame = from_numpy(spark, features=images.astype(kind), label=labels)
        model = DeepClassifier(network=network, epochs=10, learningRate=0.001, seed=1).fit(frame)
        assert accuracy(model.transform(frame)) > 0.9, kind
    with pytest.raises(ValueError, match="same first axis"):
        from_numpy(spark, a=[1, 2], b=[1])


def test_regression_and_several_outputs(spark, tmp_path):
    frame = spark.range(400).selectExpr(
        "array(rand(1), rand(2)) AS features", "rand(1) * 2 + rand(2) AS label"
    )
    regressor = DeepRegressor(
        network=Network.sequential(2, Dense(8), Relu(), Dense(1)), epochs=20, learningRate=0.01
    )
    model = regressor.fit(frame)
    model.save(str(tmp_path / "regression"))
    loaded = DeepRegressionModel.load(str(tmp_path / "regression"))
    error = loaded.transform(frame).selectExpr("avg(abs(prediction - label)) AS e").first().e
    assert error < 0.3
    builder = Network.builder("two")
    start = builder.input("features", 2)
    builder.output("sum", builder.chain(start, Dense(1)))
    builder.output("inside", builder.chain(start, Dense(1)))
    both = DeepEstimator(
        network=builder.build(),
        inputCols=["features"],
        targetCols=["label", "flag"],
        losses=[MeanSquaredError(), BinaryCrossEntropy()],
        metrics=[OutputMetric(0, MeanAbsoluteErrorMetric())],
        epochs=2,
    ).fit(frame.selectExpr("*", "CAST(label > 1.5 AS DOUBLE) AS flag"))
    assert isinstance(both, DeepModel)
    assert {"sum", "inside"} <= set(both.transform(frame).columns)


def test_a_saved_model_scores_as_an_onnx_file(model, labeled, tmp_path):
    model.save(str(tmp_path / "m"))
    onnx = DeepModel.fromOnnx(str(tmp_path / "m" / "model.onnx"))
    assert onnx.summary().reason == "from a file"
    scored = onnx.setInputCols(["features"]).setOutputCols(["scores"]).transform(labeled.limit(5))
    expected = to_numpy(model.transform(labeled.limit(5)), "rawPrediction")["rawPrediction"]
    numpy.testing.assert_allclose(to_numpy(scored, "scores")["scores"], expected, rtol=1e-5)
    network = Network.from_onnx(str(tmp_path / "m" / "model.onnx"))
    trained = DeepClassifier(initialModel=str(tmp_path / "m"), network=network, epochs=1)
    assert trained.fit(labeled).weights().keys() == onnx.weights().keys()


@pytest.mark.parametrize(
    "act, message",
    [
        (lambda: DeepClassifier(network='{"type":"Network"}'), "DeepClassifier network: JSON $"),
        (lambda: DeepClassifier(network="{"), "DeepClassifier network:"),
        (
            lambda: DeepClassifier(network=Network.sequential([1, 8, 8], Dense(3))),
            'Dense "dense_1": expected input [batch, features]',
        ),
        (lambda: DeepClassifier(epochs=0), "DeepClassifier epochs: expected 1 or more, got 0."),
        (lambda: DeepClassifier().setBackend("gpu"), "DeepClassifier backend: expected one of"),
        (lambda: Network.sequential(2, Dense(0)).summary(), "Dense: expected units"),
    ],
)
def test_wrong_values_are_answered_by_javas_sentence(spark, act, message):
    with pytest.raises(IllegalArgumentException) as raised:
        act()
    assert str(raised.value).startswith(message) or message in str(raised.value)
    assert "\tat " not in str(raised.value) and "py4j" not in str(raised.value)


def test_a_refused_value_is_not_kept(spark):
    stage = DeepClassifier()
    with pytest.raises(IllegalArgumentException):
        stage.setEpochs(-1)
    assert not stage.isSet("epochs") and stage.getEpochs() == 10


def test_errors_of_fit_transform_and_files_are_one_sentence(model, labeled, tmp_path):
    with pytest.raises(IllegalArgumentException) as raised:
        classifier(featuresCol="nowhere").fit(labeled)
    assert str(raised.value).startswith("DeepClassifier") and "nowhere" in str(raised.value)
    with pytest.raises(IllegalArgumentException) as raised:
        model.transform(labeled.drop("features"))
    assert str(raised.value).startswith("DeepClassificationModel")
    with pytest.raises(IllegalArgumentException) as raised:
        DeepClassifier().fit(labeled)
    assert str(raised.value).startswith("DeepClassifier: expected a network, got none.")
    (tmp_path / "broken.onnx").write_bytes(b"\xff\xff")
    with pytest.raises(KindlingError) as error:
        DeepModel.fromOnnx(str(tmp_path / "broken.onnx"))
    assert error.value.java_class.endswith("ModelFormatException")
    assert "\tat " not in str(error.value)


def test_help_says_what_there_is(spark):
    import pydoc

    text = pydoc.render_doc(DeepClassifier, renderer=pydoc.plaintext)
    for word in ("Trains a network that tells classes", "learningRate", "setEpochs", "float"):
        assert word in text
    made = DeepClassifier.__init__.__doc__
    assert [p.name for p in DeepClassifier().params if f":param {p.name}: {p.doc}" not in made] == []
