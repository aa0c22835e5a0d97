"""Writes what PyTorch makes of a small network, in a Python with torch, onnx and onnxscript:

    python ml-api/src/test/python/golden/torch_export.py FOLDER

``script.onnx`` and ``dynamo.onnx`` are the network as both exporters of ``torch.onnx.export`` write
it; ``torch.json`` has the losses of PyTorch's own training from there, a full batch a step, and the
scores after it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy

EPOCHS = 12
RATE = 0.3
ROWS = 60


def images():
    """Returns images that a formula draws, [rows, 1, 8, 8], and their labels."""
    label = numpy.arange(ROWS) % 2
    waves = numpy.sin(0.7 * numpy.arange(ROWS * 64)).reshape(ROWS, 1, 8, 8)
    return (waves + 0.8 * label[:, None, None, None]).astype("float32"), label


def forget_places(path: Path) -> None:
    """Drops the notes of the exporter, which tell the folders of the machine."""
    import onnx

    model = onnx.load(path)
    for node in model.graph.node:
        del node.metadata_props[:]
    onnx.save(model, path)


def main(folder: Path) -> None:
    import torch

    torch.manual_seed(1)
    net = torch.nn.Sequential(
        torch.nn.Conv2d(1, 4, 3),
        torch.nn.ReLU(),
        torch.nn.MaxPool2d(2),
        torch.nn.Flatten(),
        torch.nn.Linear(36, 2),
    )
    net.eval()
    folder.mkdir(parents=True, exist_ok=True)
    names = {"input_names": ["image"], "output_names": ["scores"]}
    example = (torch.zeros(2, 1, 8, 8),)
    axes = {"image": {0: "batch"}, "scores": {0: "batch"}}
    path = folder / "script.onnx"
    torch.onnx.export(net, example, str(path), dynamic_axes=axes, dynamo=False, **names)
    path = folder / "dynamo.onnx"
    shapes = ({0: torch.export.Dim("batch")},)
    torch.onnx.export(
        net, example, str(path), dynamic_shapes=shapes, dynamo=True, external_data=False, **names
    )
    forget_places(path)

    values, label = (torch.from_numpy(array) for array in images())
    optimizer = torch.optim.SGD(net.parameters(), lr=RATE)
    losses = []
    for _ in range(EPOCHS):
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(net(values), label)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    said = {
        "torch": torch.__version__.split("+")[0],
        "losses": losses,
        "scores": net(values).detach().numpy().round(6).tolist(),
        "shapes": {name: list(value.shape) for name, value in net.state_dict().items()},
    }
    (folder / "torch.json").write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
