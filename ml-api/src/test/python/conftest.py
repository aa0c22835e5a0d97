"""A session that all tests of a file share. KINDLING_JARS names the jars under test."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "main" / "python"
sys.path.insert(0, str(PACKAGE))
os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
os.environ["PYTHONPATH"] = os.pathsep.join([str(PACKAGE), os.environ.get("PYTHONPATH", "")])


@pytest.fixture(scope="session")
def spark():
    """A session as a user of the package makes it."""
    import kindling

    session = kindling.spark_session(
        "local[2]",
        spark__ui__port=0,
        spark__driver__memory="1g",
        spark__sql__shuffle__partitions=2,
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


@pytest.fixture(scope="session")
def circle(spark):
    """Points, and whether they lie inside a circle."""
    return (
        spark.range(2000)
        .selectExpr("rand(1) * 4 - 2 AS x", "rand(2) * 4 - 2 AS y")
        .selectExpr("x", "y", "IF(x * x + y * y < 2, 'inside', 'outside') AS place")
        .cache()
    )


@pytest.fixture(scope="session")
def labeled(circle):
    """The points with a column of arrays and one of labels."""
    return circle.selectExpr(
        "array(x, y) AS features", "CAST(place = 'inside' AS DOUBLE) AS label"
    ).cache()
