"""The params of WatchParams.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyspark.ml.param import Param, Params, TypeConverters

if TYPE_CHECKING:
    from typing_extensions import Self


class WatchParams(Params):
    """How training is watched."""

    progress: "Param[bool]" = Param(
        Params._dummy(),
        "progress",
        (
            "whether progress is shown: a live line in a terminal or notebook, otherwise a line "
            "for every epoch"
        ),
        typeConverter=TypeConverters.toBoolean,
    )

    runName: "Param[str]" = Param(
        Params._dummy(),
        "runName",
        "name by which runs are told apart; empty: the uid of the stage",
        typeConverter=TypeConverters.toString,
    )

    tensorBoardDir: "Param[str]" = Param(
        Params._dummy(),
        "tensorBoardDir",
        "log directory of TensorBoard, in which each run has a folder; empty: none",
        typeConverter=TypeConverters.toString,
    )

    tensorBoardHistograms: "Param[int]" = Param(
        Params._dummy(),
        "tensorBoardHistograms",
        "steps between two histograms of parameters and gradients for TensorBoard; 0: none",
        typeConverter=TypeConverters.toInt,
    )

    tensorBoardInterval: "Param[int]" = Param(
        Params._dummy(),
        "tensorBoardInterval",
        "steps between two that are written for TensorBoard",
        typeConverter=TypeConverters.toInt,
    )

    def getProgress(self) -> bool:
        """Returns whether progress is shown."""
        return self.getOrDefault(self.progress)

    def setProgress(self, value: bool) -> Self:
        """Sets whether progress is shown."""
        return self._set(progress=value)

    def getRunName(self) -> str:
        """Returns the name of the run; empty: the uid of the stage."""
        return self.getOrDefault(self.runName)

    def setRunName(self, value: str) -> Self:
        """Sets the name of the run; empty: the uid of the stage."""
        return self._set(runName=value)

    def getTensorBoardDir(self) -> str:
        """Returns the log directory of TensorBoard; empty: none."""
        return self.getOrDefault(self.tensorBoardDir)

    def setTensorBoardDir(self, value: str) -> Self:
        """Sets the log directory of TensorBoard; empty: none."""
        return self._set(tensorBoardDir=value)

    def getTensorBoardHistograms(self) -> int:
        """Returns the number of steps between two histograms for TensorBoard; 0: none."""
        return self.getOrDefault(self.tensorBoardHistograms)

    def setTensorBoardHistograms(self, value: int) -> Self:
        """Sets the number of steps between two histograms for TensorBoard; 0: none."""
        return self._set(tensorBoardHistograms=value)

    def getTensorBoardInterval(self) -> int:
        """Returns the number of steps between two that are written for TensorBoard."""
        return self.getOrDefault(self.tensorBoardInterval)

    def setTensorBoardInterval(self, value: int) -> Self:
        """Sets the number of steps between two that are written for TensorBoard."""
        return self._set(tensorBoardInterval=value)
