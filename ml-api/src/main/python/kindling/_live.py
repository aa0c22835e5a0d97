"""A line in a notebook that says where a fit is while it runs, and the curve of its loss.

What the JVM prints goes to its own standard output, which is not that of a cell. So a thread asks
Java for both and shows them below the cell.
"""

from __future__ import annotations

import threading
import warnings
from typing import Any

from kindling import _jvm

PACE = 0.5


def wanted() -> bool:
    """Returns whether this is a notebook, which can show what changes."""
    try:
        from IPython import get_ipython
    except ImportError:
        return False
    shell = get_ipython()
    return shell is not None and hasattr(shell, "kernel")


def fit(java_stage: Any, java_data: Any) -> Any:
    """Fits a stage and shows its progress below the cell; returns Java's model."""
    from pyspark import InheritableThread

    live = _jvm.jvm("fit").io.kindling.ml.LiveFit(java_stage, java_data)
    shown = [_Shown("text/plain", live.line)]
    # A search fits many times, in threads of its own: lines tell enough of those.
    if threading.current_thread() is threading.main_thread():
        shown.append(_Shown("image/svg+xml", live.curve))
    done = threading.Event()

    def follow() -> None:
        while not done.wait(PACE):
            for each in shown:
                each.update()

    # A thread of Spark's, which gives its connection to the JVM back.
    thread = InheritableThread(target=follow)
    thread.daemon = True
    thread.start()
    try:
        return live.fit()
    finally:
        done.set()
        thread.join(5)
        for each in shown:
            each.update()


class _Shown:
    """A thing below a cell that Java makes anew."""

    def __init__(self, kind: str, make: Any) -> None:
        from IPython.display import display

        self._kind = kind
        self._make = make
        self._last = str(make())
        # Made where the cell runs: what a thread displays may land below another cell.
        self._handle = display(self._data(self._last), raw=True, display_id=True)

    def _data(self, made: str) -> dict:
        # Where pictures cannot be shown, or not yet, there is a text.
        text = made if self._kind == "text/plain" else ("loss" if made else "")
        return {"text/plain": text, **({self._kind: made} if made else {})}

    def update(self) -> None:
        """Shows it as it is now; what cannot be shown is no reason to fail."""
        try:
            made = str(self._make())
            if made != self._last:
                self._last = made
                self._handle.update(self._data(made), raw=True)
        except Exception as e:  # noqa: BLE001
            warnings.warn(f"kindling: progress cannot be shown: {e}", stacklevel=2)
