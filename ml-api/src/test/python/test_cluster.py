"""A standalone cluster of PySpark's own distribution: a master, two workers, spark-submit."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import zipfile
from contextlib import contextmanager
from pathlib import Path

import pyspark
import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "main" / "python"
SPARK = Path(pyspark.__file__).parent
ENVIRONMENT = {
    **{k: v for k, v in os.environ.items() if k not in ("KINDLING_JARS", "PYTHONPATH")},
    "SPARK_HOME": str(SPARK),
    "SPARK_LOCAL_IP": "127.0.0.1",
    "SPARK_DAEMON_MEMORY": "256m",
    "PYSPARK_PYTHON": sys.executable,
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def daemon(log: Path, *arguments: str, wait_for: str):
    with open(log, "w") as out:
        process = subprocess.Popen(
            [str(SPARK / "bin/spark-class"), *arguments],
            env=ENVIRONMENT,
            stdout=out,
            stderr=subprocess.STDOUT,
            cwd=log.parent,
        )
    try:
        for _ in range(600):
            if wait_for in log.read_text():
                break
            assert process.poll() is None, log.read_text()
            time.sleep(0.1)
        else:
            pytest.fail(f"no '{wait_for}' within a minute: {log.read_text()}")
        yield
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="module")
def master(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cluster")
    port = free_port()
    url = f"spark://127.0.0.1:{port}"
    deploy = "org.apache.spark.deploy"
    of_master = ["--host", "127.0.0.1", "--port", str(port), "--webui-port", str(free_port())]
    of_worker = ["--cores", "1", "--memory", "1g", "--webui-port", "0", "--host", "127.0.0.1"]
    with (
        daemon(folder / "master", f"{deploy}.master.Master", *of_master, wait_for="ALIVE"),
        daemon(
            folder / "worker1", f"{deploy}.worker.Worker", *of_worker, "--work-dir",
            str(folder / "w1"), url, wait_for="Successfully registered",
        ),
        daemon(
            folder / "worker2", f"{deploy}.worker.Worker", *of_worker, "--work-dir",
            str(folder / "w2"), url, wait_for="Successfully registered",
        ),
    ):  # fmt: skip
        yield url


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    archive = tmp_path_factory.mktemp("package") / "kindling.zip"
    with zipfile.ZipFile(archive, "w") as out:
        for path in sorted((PACKAGE / "kindling").rglob("*.py")):
            out.write(path, path.relative_to(PACKAGE))
    return archive


def submit(master: str, package: Path, *arguments: str) -> str:
    done = subprocess.run(
        [
            str(SPARK / "bin/spark-submit"),
            "--master", master,
            "--jars", os.environ["KINDLING_JARS"],
            "--py-files", str(package),
            "--driver-memory", "600m",
            "--executor-memory", "600m",
            "--conf", "spark.ui.enabled=false",
            "--conf", "spark.driver.host=127.0.0.1",
            str(Path(__file__).with_name("cluster_job.py")),
            *arguments,
        ],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=200,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_spark_submit_trains_on_two_workers_and_scores_in_another_application(
    master, package, tmp_path
):
    folder = str(tmp_path / "model")
    trained = submit(master, package, "train", folder)
    assert "workers: 2" in trained
    scored = submit(master, package, "score", folder)
    first = re.search(r"accuracy: (.*)", trained).group(1)
    assert first == re.search(r"accuracy: (.*)", scored).group(1)
    assert float(first) > 0.9
