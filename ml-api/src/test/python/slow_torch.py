"""PyTorch exports here and now, and Spark goes on training. KINDLING_TORCH names a Python with
torch, onnx and onnxscript; left out, it is this one or python3."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy
import pytest
import test_documents
import test_torch
from kindling import DeepClassifier, from_numpy

NET = """
import torch
net = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, 2))
"""


@pytest.fixture(scope="module")
def torch_python():
    for name in (os.environ.get("KINDLING_TORCH"), sys.executable, "python3"):
        if name:
            command = [name, "-c", "import onnx, onnxscript, torch"]
            if subprocess.run(command, capture_output=True, timeout=120).returncode == 0:
                return name
    pytest.skip("expected a Python with torch, onnx and onnxscript: name it by KINDLING_TORCH")


def run(folder, *command):
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr[-3000:]


@pytest.fixture(scope="module")
def exported(torch_python, tmp_path_factory):
    folder = tmp_path_factory.mktemp("torch")
    run(folder, torch_python, test_torch.golden.__file__, str(folder))
    return folder


@pytest.mark.parametrize("export", test_torch.EXPORTS)
def test_what_pytorch_exports_now_learns_as_in_pytorch(spark, exported, export):
    test_torch.check(spark, exported, export)


def test_the_export_of_the_documentation(spark, torch_python, tmp_path):
    exporting, _ = test_documents.blocks("From PyTorch")
    Path(tmp_path / "export.py").write_text(NET + exporting, encoding="utf-8")
    run(tmp_path, torch_python, "export.py")
    values, label = test_documents.images()
    frame = from_numpy(spark, features=values, label=label)
    classifier = DeepClassifier(initialModel=str(tmp_path / "net.onnx"), epochs=20)
    model = classifier.fit(frame)
    assert numpy.isfinite(model.history["loss"]).all()
    assert model.history["loss"].iloc[-1] < model.history["loss"].iloc[0]
