"""A Spark session with Kindling in it, for the impatient."""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional

from kindling import _jvm, _live

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

__all__ = ["jar", "spark_session"]


def jar() -> str:
    """Returns the path of the jar that the wheel carries, for ``spark-submit --jars``.

    :raises RuntimeError: when this package was installed without it
    """
    found = _jvm.jars()
    if not found:
        raise RuntimeError(
            "Kindling: expected a jar in the package, got none. Install the wheel, or name the jar"
            " in the environment variable KINDLING_JARS."
        )
    return ",".join(found)


def spark_session(
    master: Optional[str] = None, app_name: str = "kindling", **conf: object
) -> "SparkSession":
    """Returns a Spark session with Kindling's jar.

    :param master: such as ``"local[2]"``; left out: that of ``spark-submit``, else ``local[*]``
    :param conf: further settings, with two underscores for a point: ``spark__driver__memory="4g"``
    :raises RuntimeError: when a session runs already, and without the jar

    >>> spark = spark_session("local[2]", spark__ui__enabled=False)  # doctest: +SKIP
    """
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName(app_name)
    if master is not None:
        builder = builder.master(master)
    for name, value in conf.items():
        text = str(value).lower() if isinstance(value, bool) else str(value)
        builder = builder.config(name.replace("__", "."), text)
    if SparkSession.getActiveSession() is None:
        builder = builder.config("spark.jars", _with_jar(conf))
        if _live.wanted() and not _jvm.is_connect() and "spark__ui__showConsoleProgress" not in conf:
            # Spark's own bars go to standard error, which a notebook puts below the line of a fit.
            builder = builder.config("spark.ui.showConsoleProgress", "false")
    session = builder.getOrCreate()
    if not _jvm.is_connect():
        _jvm.jvm("spark_session")
    return session


def _with_jar(conf: dict) -> str:
    from pyspark import SparkConf

    more = conf.get("spark__jars")
    if more is None and not _jvm.is_connect():
        # What spark-submit, or spark-defaults.conf of a JVM that runs, has set.
        more = SparkConf(loadDefaults=False).get("spark.jars", "")
    return ",".join(part for part in (str(more or ""), jar()) if part)
