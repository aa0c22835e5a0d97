"""A network of PyTorch goes on learning in Spark."""

from __future__ import annotations

import numpy
import pytest
from kindling import DeepClassifier, from_numpy, to_numpy

torch = pytest.importorskip("torch", reason="expected PyTorch to export a network: pip install torch")
pytest.importorskip("onnx", reason="expected onnx to export a network: pip install onnx")


def test_an_exported_network_is_trained_further(spark, tmp_path):
    torch.manual_seed(1)
    net = torch.nn.Sequential(
        torch.nn.Conv2d(1, 4, 3),
        torch.nn.ReLU(),
        torch.nn.MaxPool2d(2),
        torch.nn.Flatten(),
        torch.nn.Linear(36, 2),
    )
    path = str(tmp_path / "net.onnx")
    torch.onnx.export(
        net,
        (torch.zeros(2, 1, 8, 8),),
        path,
        input_names=["image"],
        output_names=["scores"],
        dynamic_axes={"image": {0: "batch"}, "scores": {0: "batch"}},
        dynamo=False,
    )
    random = numpy.random.default_rng(1)
    labels = random.integers(0, 2, 300)
    images = random.random((300, 1, 8, 8), dtype="float32") + labels[:, None, None, None]
    frame = from_numpy(spark, features=images, label=labels)
    classifier = DeepClassifier(initialModel=path, epochs=8, learningRate=0.01, seed=1)
    model = classifier.fit(frame)
    out = to_numpy(model.transform(frame), "label", "prediction")
    assert (out["label"] == out["prediction"]).mean() > 0.9
    assert {w.shape for w in model.weights().values()} == {
        tuple(p.shape) for p in net.state_dict().values()
    }
