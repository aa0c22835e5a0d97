"""The params of ClusterParams.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyspark.ml.param import Param, Params, TypeConverters

if TYPE_CHECKING:
    from typing_extensions import Self


class ClusterParams(Params):
    """Where training runs."""

    launchMode: "Param[str]" = Param(
        Params._dummy(),
        "launchMode",
        (
            "how workers are started: barrier (together), rendezvous (one by one, as dynamic "
            "allocation needs), or auto"
        ),
        typeConverter=TypeConverters.toString,
    )

    minWorkers: "Param[int]" = Param(
        Params._dummy(),
        "minWorkers",
        (
            "number of workers that there must be after workerWait; 0: all of them to begin, one "
            "to go on after others were lost"
        ),
        typeConverter=TypeConverters.toInt,
    )

    stepTimeout: "Param[float]" = Param(
        Params._dummy(),
        "stepTimeout",
        "seconds that workers wait in a step for one that lives",
        typeConverter=TypeConverters.toFloat,
    )

    threads: "Param[int]" = Param(
        Params._dummy(),
        "threads",
        "number of threads of a worker; 0: all cores of its task",
        typeConverter=TypeConverters.toInt,
    )

    workerTimeout: "Param[float]" = Param(
        Params._dummy(),
        "workerTimeout",
        "seconds that a worker may give no sign of life before its executor is given up",
        typeConverter=TypeConverters.toFloat,
    )

    workerWait: "Param[float]" = Param(
        Params._dummy(),
        "workerWait",
        "seconds to wait until there are as many task slots as workers",
        typeConverter=TypeConverters.toFloat,
    )

    workers: "Param[int]" = Param(
        Params._dummy(),
        "workers",
        "number of workers; 0: one in local mode, one for each slot of a cluster",
        typeConverter=TypeConverters.toInt,
    )

    def getLaunchMode(self) -> str:
        """Returns how workers are started."""
        return self.getOrDefault(self.launchMode)

    def setLaunchMode(self, value: str) -> Self:
        """Sets how workers are started: auto, barrier or rendezvous."""
        return self._set(launchMode=value)

    def getMinWorkers(self) -> int:
        """Returns with how many workers training goes on when there are no more."""
        return self.getOrDefault(self.minWorkers)

    def setMinWorkers(self, value: int) -> Self:
        """Sets with how many workers training goes on when there are no more."""
        return self._set(minWorkers=value)

    def getStepTimeout(self) -> float:
        """Returns the seconds that workers wait in a step for one that lives."""
        return self.getOrDefault(self.stepTimeout)

    def setStepTimeout(self, value: float) -> Self:
        """Sets the seconds that workers wait in a step for one that lives."""
        return self._set(stepTimeout=value)

    def getThreads(self) -> int:
        """Returns the number of threads of a worker; 0: all cores of its task."""
        return self.getOrDefault(self.threads)

    def setThreads(self, value: int) -> Self:
        """Sets the number of threads of a worker; 0: all cores of its task."""
        return self._set(threads=value)

    def getWorkerTimeout(self) -> float:
        """Returns the seconds that a worker may give no sign of life."""
        return self.getOrDefault(self.workerTimeout)

    def setWorkerTimeout(self, value: float) -> Self:
        """Sets the seconds that a worker may give no sign of life, 3 or more."""
        return self._set(workerTimeout=value)

    def getWorkerWait(self) -> float:
        """Returns the seconds to wait until there are as many task slots as workers."""
        return self.getOrDefault(self.workerWait)

    def setWorkerWait(self, value: float) -> Self:
        """Sets the seconds to wait until there are as many task slots as workers."""
        return self._set(workerWait=value)

    def getWorkers(self) -> int:
        """Returns the number of workers; 0: one in local mode, one for each slot of a cluster."""
        return self.getOrDefault(self.workers)

    def setWorkers(self, value: int) -> Self:
        """Sets the number of workers; 0: one in local mode, one for each slot of a cluster."""
        return self._set(workers=value)
