"""What shows a training: the live line of a notebook, figures, MLflow."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
import warnings

import pytest

import kindling
from kindling import DeepClassifier, Network, plot, tracking
from kindling.layers import Conv2d, Dense, Tanh
from pyspark.errors import IllegalArgumentException


@pytest.fixture(scope="module")
def model(labeled):
    return DeepClassifier(
        network=Network.sequential(2, Dense(8), Tanh(), Dense(2)),
        runName="circle",
        epochs=3,
        batchSize=64,
        learningRate=0.02,
        seed=1,
        workers=1,
    ).fit(labeled)


def test_the_fit_is_in_sparks_web_interface(spark, model):
    address = spark.sparkContext.uiWebUrl + "/deep-learning/"
    with urllib.request.urlopen(address, timeout=30) as answer:
        fits = answer.read().decode()
    assert "circle" in fits
    number = re.search(r"fit/\?id=(\d+)[^>]*>circle", fits)
    assert number, fits
    with urllib.request.urlopen(f"{address}fit/?id={number[1]}", timeout=30) as answer:
        fit = answer.read().decode()
    assert "circle" in fit and "finished" in fit


def test_figures_are_drawn(model, labeled, tmp_path):
    scored = model.transform(labeled)
    for number, figure in enumerate(
        [
            plot.learning_curves(model.summary()),
            plot.confusion_matrix(scored, labels=["outside", "inside"]),
            plot.precision_recall(scored, labels=["outside", "inside"]),
        ]
    ):
        file = tmp_path / f"{number}.png"
        figure.savefig(file)
        assert file.stat().st_size > 5000


def test_a_network_is_drawn(model, tmp_path):
    network = model.network()
    drawing = plot.network(model)
    assert drawing.svg == plot.network(network)._repr_svg_()
    for named in network.layers:
        assert f"{named.layer._type} {named.name}" in drawing.svg
    for ending, head in ((".svg", b"<svg"), (".png", b"\x89PNG")):
        drawing.save(str(tmp_path / f"network{ending}"))
        assert (tmp_path / f"network{ending}").read_bytes().startswith(head)
    with pytest.raises(ValueError, match="expected a file that ends in .svg or .png"):
        drawing.save("network.jpg")
    with pytest.raises(IllegalArgumentException, match="Conv2d"):
        plot.network(Network.sequential(2, Conv2d(2, 3)))


def test_a_notebook_shows_a_line_and_a_curve_that_change():
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    cells = [
        "import kindling\nfrom kindling.layers import Dense\n"
        "spark = kindling.spark_session('local[2]', spark__ui__enabled=False)\n"
        "rows = spark.range(3000).selectExpr("
        "'array(rand(1), rand(2)) features', 'cast(id % 2 as double) label')",
        "model = kindling.DeepClassifier(network=kindling.Network.sequential(2, Dense(2)),"
        " runName='seen', epochs=3, workers=1).fit(rows)",
        "model = kindling.DeepClassifier(network=kindling.Network.sequential(2, Dense(2)),"
        " progress=False, epochs=1, workers=1).fit(rows)",
        "from pyspark.ml.evaluation import MulticlassClassificationEvaluator\n"
        "from pyspark.ml.tuning import CrossValidator\n"
        "stage = kindling.DeepClassifier(network=kindling.Network.sequential(2, Dense(2)),"
        " epochs=1, workers=1)\n"
        "CrossValidator(estimator=stage, estimatorParamMaps=[{}], numFolds=2,"
        " evaluator=MulticlassClassificationEvaluator()).fit(rows)",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in cells])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "", "language": "python"}
    nbclient.NotebookClient(notebook, timeout=240).execute()
    shown = [o["data"] for o in notebook.cells[1].outputs if "data" in o]
    assert len(shown) == 2
    assert shown[0]["text/plain"].startswith("seen epoch 3/3: loss ")
    assert shown[1]["image/svg+xml"].startswith("<svg") and "epochs" in shown[1]["image/svg+xml"]
    assert not [o for o in notebook.cells[2].outputs if "data" in o]
    # A search has a line for each fit, and no curves but that of the last one.
    searched = [o["data"] for o in notebook.cells[3].outputs if "data" in o]
    assert [kind for data in searched for kind in data].count("image/svg+xml") == 1
    assert len([data for data in searched if "epoch 1/1: loss " in data["text/plain"]]) == 3


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    pytest.importorskip("mlflow", reason="no mlflow (bin/python-tools installs it)")
    folder = tmp_path_factory.mktemp("mlflow")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "mlflow", "server", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--backend-store-uri", f"sqlite:///{folder}/runs.db"]
    command += ["--artifacts-destination", str(folder / "artifacts"), "--workers", "1"]
    with open(folder / "server.log", "wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
    try:
        address = f"http://127.0.0.1:{port}"
        for _ in range(180):
            try:
                urllib.request.urlopen(address + "/health", timeout=2).read()
                break
            except OSError:
                time.sleep(0.5)
        yield address
    finally:
        os.killpg(process.pid, 15)
        process.wait(30)


def test_mlflow_has_the_fit(model, server, tmp_path):
    import mlflow

    mlflow.set_tracking_uri(server)
    run_id = tracking.log_fit(model)
    assert run_id is not None
    client = mlflow.MlflowClient()
    run = client.get_run(run_id)
    assert run.info.run_name.startswith("circle")
    assert run.info.status == "FINISHED"
    assert run.data.params["learningRate"] == "0.02"
    assert run.data.params["fit.reason"] == "all epochs"
    assert run.data.metrics["loss"] == pytest.approx(model.summary().epochs[-1]["loss"])
    losses = client.get_metric_history(run_id, "loss")
    assert [metric.step for metric in losses] == [0, 1, 2]
    assert len(client.get_metric_history(run_id, "step_loss")) == len(
        model.summary().data["steps"]
    )
    folder = client.download_artifacts(run_id, "model", str(tmp_path))
    loaded = kindling.DeepClassificationModel.load("file://" + folder)
    assert loaded.summary().data == model.summary().data


def test_mlflow_goes_into_the_active_run(model, server):
    import mlflow

    mlflow.set_tracking_uri(server)
    with mlflow.start_run(run_name="mine") as mine:
        assert tracking.log_fit(model, log_model=False) == mine.info.run_id
    assert "fit.backend" in mlflow.MlflowClient().get_run(mine.info.run_id).data.params


def test_a_server_that_is_down_is_a_warning(model, monkeypatch):
    mlflow = pytest.importorskip("mlflow")
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_TIMEOUT", "2")
    mlflow.set_tracking_uri("http://127.0.0.1:9")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        assert tracking.log_fit(model) is None
    assert any("the fit is not logged" in str(each.message) for each in caught)
