"""A network of PyTorch goes on learning in Spark, as it would in PyTorch."""

from __future__ import annotations

import json
from pathlib import Path

import numpy
import pytest
from golden import torch_export as golden
from kindling import DeepClassifier, DeepModel, from_numpy, to_numpy
from kindling.optimizers import Sgd

FOLDER = Path(golden.__file__).parent
EXPORTS = ["script", "dynamo"]


def check(spark, folder, export):
    """Trains an exported network and compares with what PyTorch made of it."""
    said = json.loads((folder / "torch.json").read_text(encoding="utf-8"))
    values, label = golden.images()
    frame = from_numpy(spark, features=values, label=label, row=numpy.arange(golden.ROWS))
    path = str(folder / f"{export}.onnx")
    classifier = DeepClassifier(
        optimizer=Sgd(),
        learningRate=golden.RATE,
        batchSize=golden.ROWS,
        epochs=golden.EPOCHS,
        seed=1,
    ).setInitialModel(path)
    model = classifier.fit(frame)
    numpy.testing.assert_allclose(model.history["loss"], said["losses"], rtol=1e-3)
    assert said["losses"][-1] < said["losses"][0] - 0.1
    out = to_numpy(model.transform(frame), "row", "rawPrediction")
    scores = out["rawPrediction"][numpy.argsort(out["row"])]
    numpy.testing.assert_allclose(scores, said["scores"], rtol=1e-3, atol=1e-3)
    shapes = sorted(list(weight.shape) for weight in model.weights().values())
    assert shapes == sorted(said["shapes"].values())


@pytest.mark.parametrize("export", EXPORTS)
def test_an_exported_network_learns_as_in_pytorch(spark, export):
    check(spark, FOLDER, export)


@pytest.mark.parametrize("export", EXPORTS)
def test_an_exported_network_scores_as_it_is(spark, export):
    values, label = golden.images()
    frame = from_numpy(spark, features=values, label=label)
    model = DeepModel.fromOnnx(str(FOLDER / f"{export}.onnx")).setInputCols(["features"])
    assert to_numpy(model.transform(frame), "scores")["scores"].shape == (golden.ROWS, 2)
