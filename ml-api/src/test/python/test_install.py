"""What a new user has: a wheel with the jar, or a Spark that was started without it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]

WITHOUT_JAR = """
from kindling import DeepClassifier, DeepModel, Network
from kindling.layers import Dense
from pyspark.sql import SparkSession

def said(act):
    try:
        act()
    except RuntimeError as error:
        print("said:", error)

said(DeepClassifier)
SparkSession.builder.master("local[1]").config("spark.ui.enabled", False).getOrCreate()
said(DeepClassifier)
said(lambda: DeepModel.load("nowhere"))
said(lambda: Network.sequential(2, Dense(2)).summary())
said(lambda: __import__("kindling").spark_session())
"""

FIRST_STEPS = """
import kindling
from kindling import DeepClassifier, Network
from kindling.layers import Dense, Tanh

spark = kindling.spark_session("local[2]", spark__ui__enabled=False)
frame = spark.range(400).selectExpr("array(rand(1), rand(2)) AS features", "id % 2 AS label")
network = Network.sequential(2, Dense(4), Tanh(), Dense(2))
model = DeepClassifier(network=network, epochs=2).fit(frame)
print("scored:", model.transform(frame).count(), model.summary().backend)
"""


def run(code: str, *folders: object, **environment: str) -> str:
    values = {k: v for k, v in os.environ.items() if k not in ("KINDLING_JARS", "PYTHONPATH")}
    values.update(environment, PYTHONPATH=os.pathsep.join(map(str, folders)))
    done = subprocess.run(
        [sys.executable, "-c", code], env=values, capture_output=True, text=True, timeout=200
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_a_session_without_the_jar_is_answered_with_the_fix():
    from kindling._jvm import NO_JAR, NO_SESSION

    package = ROOT / "ml-api/src/main/python"
    said = [line[6:] for line in run(WITHOUT_JAR, package).splitlines() if line.startswith("said:")]
    assert said == [NO_SESSION, NO_JAR, NO_JAR, NO_JAR, NO_JAR]
    assert "--jars" in NO_JAR and "kindling.spark_session()" in NO_JAR and "\n" not in NO_JAR


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The wheel, installed beside nothing else."""
    jars = os.environ["KINDLING_JARS"]
    folder = tmp_path_factory.mktemp("wheel")
    command = [str(ROOT / "bin/wheel"), "--jar", jars, "--out", str(folder)]
    made = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert made.returncode == 0, made.stderr
    wheel = made.stdout.strip()
    target = folder / "site"
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(target), wheel]
    subprocess.run(pip, check=True, timeout=200)
    return Path(wheel), target


def test_the_wheel_carries_package_types_and_jars(installed):
    names = zipfile.ZipFile(installed[0]).namelist()
    for wanted in ("kindling/__init__.py", "kindling/py.typed", "kindling/stages/__init__.py"):
        assert wanted in names
    assert sum(n.startswith("kindling/jars/") for n in names) == len(
        os.environ["KINDLING_JARS"].split(",")
    )
    assert not [n for n in names if n.startswith("tools/") or n.endswith(".pyc")]


def test_the_first_steps_after_pip_install(installed):
    said = run(FIRST_STEPS, installed[1])
    assert "scored: 400 " in said and "onednn" in said.lower()
    printed = run("import runpy; runpy.run_module('kindling', run_name='__main__')", installed[1])
    assert all(Path(jar).is_file() for jar in printed.strip().split(","))
