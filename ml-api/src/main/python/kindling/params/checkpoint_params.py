"""The params of CheckpointParams.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyspark.ml.param import Param, Params, TypeConverters

if TYPE_CHECKING:
    from typing_extensions import Self


class CheckpointParams(Params):
    """Which checkpoints training writes and from which it goes on."""

    checkpointDir: "Param[str]" = Param(
        Params._dummy(),
        "checkpointDir",
        (
            "directory that checkpoints are written to, and from which the same fit goes on when "
            "it is started again; empty: none"
        ),
        typeConverter=TypeConverters.toString,
    )

    checkpointInterval: "Param[str]" = Param(
        Params._dummy(),
        "checkpointInterval",
        "how often a checkpoint is written: a number and steps, seconds or epochs",
        typeConverter=TypeConverters.toString,
    )

    keepCheckpoints: "Param[int]" = Param(
        Params._dummy(),
        "keepCheckpoints",
        "number of checkpoints that are kept",
        typeConverter=TypeConverters.toInt,
    )

    resetOptimizer: "Param[bool]" = Param(
        Params._dummy(),
        "resetOptimizer",
        "whether the optimizer begins anew after resumeFrom",
        typeConverter=TypeConverters.toBoolean,
    )

    resumeFrom: "Param[str]" = Param(
        Params._dummy(),
        "resumeFrom",
        (
            "checkpoint, or folder of checkpoints of one fit, from which training goes on, also "
            "with other hyper-parameters or data; empty: none"
        ),
        typeConverter=TypeConverters.toString,
    )

    def getCheckpointDir(self) -> str:
        """Returns the directory of checkpoints; empty: none."""
        return self.getOrDefault(self.checkpointDir)

    def setCheckpointDir(self, value: str) -> Self:
        """Sets the directory of checkpoints; empty: none."""
        return self._set(checkpointDir=value)

    def getCheckpointInterval(self) -> str:
        """Returns how often a checkpoint is written."""
        return self.getOrDefault(self.checkpointInterval)

    def setCheckpointInterval(self, value: str) -> Self:
        """Sets how often a checkpoint is written, such as ``500 steps``."""
        return self._set(checkpointInterval=value)

    def getKeepCheckpoints(self) -> int:
        """Returns how many checkpoints of a fit are kept."""
        return self.getOrDefault(self.keepCheckpoints)

    def setKeepCheckpoints(self, value: int) -> Self:
        """Sets how many checkpoints of a fit are kept."""
        return self._set(keepCheckpoints=value)

    def getResetOptimizer(self) -> bool:
        """Returns whether the optimizer begins anew when training goes on from a checkpoint."""
        return self.getOrDefault(self.resetOptimizer)

    def setResetOptimizer(self, value: bool) -> Self:
        """Sets whether the optimizer begins anew when training goes on from a checkpoint."""
        return self._set(resetOptimizer=value)

    def getResumeFrom(self) -> str:
        """Returns the checkpoint from which training goes on; empty: none."""
        return self.getOrDefault(self.resumeFrom)

    def setResumeFrom(self, value: str) -> Self:
        """Sets the checkpoint from which training goes on; empty: none."""
        return self._set(resumeFrom=value)
