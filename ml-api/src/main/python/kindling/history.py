"""How a model was trained."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping

__all__ = ["TrainingSummary"]


class TrainingSummary:
    """How a model was trained; it is saved with the model.

    ``data`` holds all of it as Java tells it: dictionaries, lists, numbers and texts.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data: Dict[str, Any] = dict(data)

    @property
    def backend(self) -> str:
        """What computed, with its version and instruction set."""
        return str(self.data["backend"])

    @property
    def precision(self) -> str:
        """What it computed in: float32 or bfloat16."""
        return str(self.data["precision"])

    @property
    def workers(self) -> int:
        """How many workers trained."""
        return int(self.data["workers"])

    @property
    def threads(self) -> int:
        """How many threads each worker computed with."""
        return int(self.data["threads"])

    @property
    def reason(self) -> str:
        """Why training ended."""
        return str(self.data["reason"])

    @property
    def bestEpoch(self) -> int:
        """The epoch, from 0, whose parameters the model has."""
        return int(self.data["bestEpoch"])

    @property
    def seconds(self) -> float:
        """How long the fit took."""
        return float(self.data["seconds"])

    @property
    def epochs(self) -> List[Dict[str, Any]]:
        """The epochs in order: loss, metrics by name, learning rate, rows in a second.

        Values of validation rows have ``validation_`` before their names. A metric that had no
        value is NaN.
        """
        out = []
        for epoch in self.data["history"]:
            row = {"epoch": int(epoch["epoch"]), "loss": float(epoch["loss"])}
            row.update({m["name"]: m.get("value", float("nan")) for m in epoch["metrics"]})
            row["learningRate"] = epoch["learningRate"]
            row["rowsPerSecond"] = epoch["rowsPerSecond"]
            out.append(row)
        return out

    @property
    def history(self) -> Any:
        """The epochs as a DataFrame of pandas, a row for each."""
        import pandas

        return pandas.DataFrame(self.epochs)

    @property
    def run(self) -> str:
        """The name of the run."""
        return str(self.data.get("run", ""))

    @property
    def steps(self) -> Any:
        """Some of the steps, evenly spread, as a DataFrame of pandas: loss, rate, gradient."""
        import pandas

        return pandas.DataFrame(self.data.get("steps", []))

    def __repr__(self) -> str:
        said = {k: v for k, v in self.data.items() if not isinstance(v, (list, dict))}
        return f"TrainingSummary({', '.join(f'{k}={v!r}' for k, v in said.items())})"
