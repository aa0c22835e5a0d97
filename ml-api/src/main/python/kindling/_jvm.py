"""The way to Java: the jar, calls into it, and its errors as Python errors."""

from __future__ import annotations

import glob
import os
from contextlib import contextmanager
from typing import Any, Iterator, List, NoReturn

#: What a session without the jar is answered with.
NO_JAR = (
    "Kindling: expected its jar in the Spark session, got a session without it. Start Spark with"
    ' --jars "$(python -m kindling)", or make the session with kindling.spark_session().'
)

#: What a call without a session is answered with.
NO_SESSION = (
    "Kindling: expected a Spark session, got none. Make one with kindling.spark_session()."
)

#: Members that Spark Connect bars: its server calls only what is on a list of Spark's own models.
BARRED = (
    "weights",
    "network",
    "summary",
    "history",
    "DeepModel.fromOnnx",
    "DeepModel.fromCheckpoint",
    "Network.summary",
    "Network.from_onnx",
    "plot.network",
    "plot.precision_recall",
)


class KindlingError(RuntimeError):
    """An error of Kindling's Java side; the message is that of Java.

    What Spark turns into errors of its own, as ``pyspark.errors.IllegalArgumentException`` for a
    wrong value, stays what it is.
    """

    #: The full name of the exception in Java.
    java_class: str = ""


def jars() -> List[str]:
    """Returns the jars that a session needs: those that the wheel carries.

    The environment variable ``KINDLING_JARS`` (paths with commas between them) comes first; it is
    for those who work on Kindling and have no wheel.
    """
    named = os.environ.get("KINDLING_JARS", "")
    if named:
        return [path for path in named.split(",") if path]
    return sorted(glob.glob(os.path.join(os.path.dirname(__file__), "jars", "*.jar")))


def is_connect() -> bool:
    """Returns whether this Python talks to Spark by Spark Connect."""
    from pyspark.sql.utils import is_remote

    return is_remote()


def refuse_connect(who: str, advice: str) -> NoReturn:
    """Raises what a member that Spark Connect bars is answered with."""
    raise NotImplementedError(
        f"{who}: expected a session with a JVM, got a Spark Connect session, which lets only"
        f" members of Spark's own models through. {advice}"
    )


def jvm(who: str) -> Any:
    """Returns the JVM of the running session, with Kindling in it."""
    if is_connect():
        refuse_connect(who, "Call it in a classic session; see docs/python.md.")
    from pyspark.core.context import SparkContext

    context = SparkContext._active_spark_context
    if context is None or context._jvm is None:
        raise RuntimeError(NO_SESSION)
    found = context._jvm
    if not has_jar(found):
        raise RuntimeError(NO_JAR)
    return found


def has_jar(found: Any) -> bool:
    """Returns whether a JVM has Kindling's classes."""
    from py4j.java_gateway import JavaClass

    return isinstance(found.io.kindling.ml.PythonCalls, JavaClass)


def calls(who: str) -> Any:
    """Returns the Java class that answers Python's questions."""
    return jvm(who).io.kindling.ml.PythonCalls


@contextmanager
def java_errors() -> Iterator[None]:
    """Lets errors of Java through as their message, without the frames of the bridge."""
    if is_connect():
        yield
        return
    from py4j.protocol import Py4JJavaError

    try:
        yield
    except Py4JJavaError as error:
        raise _translated(error.java_exception) from None
    except Exception as error:
        origin = getattr(error, "_origin", None)
        if type(error).__name__ == "UnknownException" and origin is not None:
            raise _translated(origin) from None
        raise


def _translated(thrown: Any) -> KindlingError:
    cause, ours = thrown, thrown
    while cause is not None:
        name = cause.getClass().getName()
        # The one jar holds libraries of others below our name.
        if name.startswith("io.kindling.") and not name.startswith("io.kindling.shaded."):
            ours = cause
        cause = cause.getCause()
    error = KindlingError(ours.getMessage() or ours.toString())
    error.java_class = ours.getClass().getName()
    return error
