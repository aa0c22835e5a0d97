"""A line in a notebook that says where a fit is while it runs.

What the JVM prints goes to its own standard output, which is not that of a cell. So a thread asks
Java for the line and shows it in the cell.
"""

from __future__ import annotations

import warnings
from typing import Any

from kindling import _jvm

PACE = 0.5


def wanted() -> bool:
    """Returns whether this is a notebook, which can show a line that changes."""
    try:
        from IPython import get_ipython
    except ImportError:
        return False
    shell = get_ipython()
    return shell is not None and hasattr(shell, "kernel")


def fit(java_stage: Any, java_data: Any) -> Any:
    """Fits a stage and shows its progress below the cell; returns Java's model."""
    import threading

    from pyspark import InheritableThread

    live = _jvm.jvm("fit").io.kindling.ml.LiveFit(java_stage, java_data)
    done = threading.Event()
    line = _Line(live)
    # A thread of Spark's, which gives its connection to the JVM back.
    thread = InheritableThread(target=line.follow, args=(done,))
    thread.daemon = True
    thread.start()
    try:
        return live.fit()
    finally:
        done.set()
        thread.join(5)
        line.show()


class _Line:
    def __init__(self, live: Any) -> None:
        from IPython.display import display

        self._live = live
        self._shown = str(live.line())
        self._handle = display({"text/plain": self._shown}, raw=True, display_id=True)

    def follow(self, done: Any) -> None:
        while not done.wait(PACE):
            self.show()

    def show(self) -> None:
        """Shows the line as it is now; one that cannot be shown is no reason to fail."""
        try:
            text = str(self._live.line())
            if text != self._shown:
                self._shown = text
                self._handle.update({"text/plain": text}, raw=True)
        except Exception as e:  # noqa: BLE001
            warnings.warn(f"kindling: progress cannot be shown: {e}", stacklevel=2)
