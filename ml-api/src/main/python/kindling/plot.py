"""Figures of training and of classifiers, drawn by matplotlib, and networks as Java draws them."""

from __future__ import annotations

from typing import Any, Optional, Sequence, Union

from kindling import _jvm
from kindling.history import TrainingSummary
from kindling.network import Network

__all__ = ["Drawing", "confusion_matrix", "learning_curves", "network", "precision_recall"]


def learning_curves(summary: TrainingSummary) -> Any:
    """Returns a figure with the loss and every metric over epochs, of validation rows too.

    >>> kindling.plot.learning_curves(model.summary()).savefig("curves.png")  # doctest: +SKIP
    """
    from matplotlib.figure import Figure

    epochs = summary.epochs
    if not epochs:
        raise ValueError(
            "learning_curves: expected a history to draw, got none. Draw that of a trained model."
        )
    hidden = {"epoch", "learningRate", "rowsPerSecond", "loss"}
    names = ["loss"] + [n for n in epochs[0] if n not in hidden and not n.startswith("validation_")]
    figure = Figure(figsize=(5 * len(names), 3.6), layout="constrained")
    x = [epoch["epoch"] + 1 for epoch in epochs]
    for axes, name in zip(figure.subplots(1, len(names), squeeze=False)[0], names):
        axes.plot(x, [epoch[name] for epoch in epochs], marker=".", label="training")
        if "validation_" + name in epochs[0]:
            y = [epoch["validation_" + name] for epoch in epochs]
            axes.plot(x, y, marker=".", label="validation")
        steps = summary.data.get("steps") or []
        if name == "loss" and steps:
            axes.plot(
                [step["epochs"] for step in steps],
                [step["loss"] for step in steps],
                linewidth=0.8,
                alpha=0.5,
                label="steps",
            )
        axes.set_title(name.replace("_", " "))
        axes.set_xlabel("epoch")
        axes.grid(alpha=0.3)
        axes.legend()
    return figure


def confusion_matrix(
    scored: Any,
    labelCol: str = "label",
    predictionCol: str = "prediction",
    labels: Optional[Sequence[str]] = None,
) -> Any:
    """Returns a figure of the confusion matrix of scored rows, as Spark counts it."""
    import numpy
    from matplotlib.figure import Figure

    counted = scored.groupBy(labelCol, predictionCol).count().collect()
    size = 1 + int(max(max(row[0], row[1]) for row in counted))
    size = max(size, len(labels or []))
    counts = numpy.zeros((size, size), dtype=int)
    for label, prediction, count in counted:
        counts[int(label), int(prediction)] = count
    names = list(labels or range(size))
    figure = Figure(figsize=(1.5 + 0.5 * size, 1.5 + 0.5 * size), layout="constrained")
    axes = figure.subplots()
    share = counts / numpy.maximum(1, counts.sum(axis=1, keepdims=True))
    axes.imshow(share, cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(size), names)
    axes.set_yticks(range(size), names)
    axes.set_xlabel("prediction")
    axes.set_ylabel("label")
    for row in range(size):
        for column in range(size):
            color = "white" if share[row, column] > 0.5 else "black"
            axes.text(column, row, counts[row, column], ha="center", va="center", color=color)
    return figure


def precision_recall(
    scored: Any,
    labelCol: str = "label",
    probabilityCol: str = "probability",
    labels: Optional[Sequence[str]] = None,
) -> Any:
    """Returns a figure of precision over recall, a curve for each class against the others.

    Spark computes the points where the rows are.
    """
    from matplotlib.figure import Figure

    with _jvm.java_errors():
        report = _jvm.jvm("plot.precision_recall").io.kindling.ml.ClassReport
        curves = report.curvesOf(scored._jdf, labelCol, probabilityCol)
    figure = Figure(figsize=(5, 4), layout="constrained")
    axes = figure.subplots()
    for index, curve in enumerate(curves):
        name = labels[index] if labels else index
        axes.plot(
            list(curve.recall()), list(curve.precision()), label=f"{name} ({curve.area():.3f})"
        )
    axes.set_xlabel("recall")
    axes.set_ylabel("precision")
    axes.set_ylim(0, 1.02)
    axes.grid(alpha=0.3)
    axes.legend()
    return figure


def network(drawn: Union[Network, Any]) -> "Drawing":
    """Returns a drawing of a network, or of a model's: boxes for inputs and layers, with lines
    from what gives to what takes.

    >>> kindling.plot.network(Network.sequential(2, Dense(16), Tanh(), Dense(2)))  # doctest: +SKIP
    >>> kindling.plot.network(model).save("network.png")  # doctest: +SKIP

    Not available by Spark Connect.

    :raises pyspark.errors.IllegalArgumentException: when the layers do not fit together
    """
    who = _jvm.calls("plot.network")
    made = drawn if isinstance(drawn, Network) else drawn.network()
    with _jvm.java_errors():
        return Drawing(who.networkDrawing(made.to_json()))


class Drawing:
    """A drawing of Java's: a notebook shows it, ``save`` writes it."""

    def __init__(self, java: Any) -> None:
        self._java = java

    @property
    def svg(self) -> str:
        """The drawing as SVG, which needs no font here."""
        return str(self._java.toSvg())

    def _repr_svg_(self) -> str:
        return self.svg

    def save(self, path: str) -> None:
        """Writes the drawing to a file on the driver.

        :param path: ends in ``.svg`` or ``.png``
        :raises KindlingError: for PNG on a machine without fonts
        """
        ending = str(path).lower()
        if not ending.endswith((".svg", ".png")):
            raise ValueError(
                f"Drawing: expected a file that ends in .svg or .png, got {path}. Rename it."
            )
        with _jvm.java_errors():
            png = ending.endswith(".png")
            data = bytes(self._java.toPng()) if png else self.svg.encode("utf-8")
        with open(path, "wb") as file:
            file.write(data)
