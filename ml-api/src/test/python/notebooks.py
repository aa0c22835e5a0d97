"""Runs notebooks in fresh kernels; ``python notebooks.py NAME...`` writes their outputs into them.

Outputs are kept as a reader needs them: without what Spark's JVM logs, without times and paths.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
FOLDER = ROOT / "notebooks"
PACKAGE = ROOT / "ml-api/src/main/python"
LIMIT = 600


def environment() -> dict:
    """Returns what a kernel needs: the package, the jar, and the Java kernel's class path."""
    import pyspark

    values = {k: v for k, v in os.environ.items() if k not in ("SPARK_HOME", "SPARK_REMOTE")}
    jars = values["KINDLING_JARS"].split(",")
    values["PYTHONPATH"] = str(PACKAGE)
    values["SPARK_LOCAL_IP"] = "127.0.0.1"
    values["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"
    spark = Path(pyspark.__file__).parent / "jars" / "*"
    values["JJAVA_CLASSPATH"] = os.pathsep.join([*jars, str(spark)])
    options = (ROOT / "etc/spark.jvmargs").read_text().splitlines()
    log = f"-Dlog4j2.configurationFile={ROOT}/etc/log4j2-test.properties"
    chosen = [line for line in options if line and not line.startswith("#")]
    values["JJAVA_JVM_OPTS"] = " ".join([*chosen, log, "-Djava.awt.headless=true"])
    # The Python kernel is that of this interpreter, wherever it is.
    values["JUPYTER_PATH"] = str(Path(sys.prefix) / "share/jupyter")
    # The Java kernel is started by the name of java alone.
    folders = [Path(sys.executable).parent]
    folders += [Path(values["JAVA_HOME"]) / "bin"] if "JAVA_HOME" in values else []
    values["PATH"] = os.pathsep.join([*map(str, folders), values["PATH"]])
    return values


def execute(notebook: Path) -> dict:
    """Returns a notebook with the outputs of a fresh kernel, run from top to bottom."""
    with tempfile.TemporaryDirectory() as folder:
        # A kernel runs where its notebook is, and what it writes does not belong there.
        copied = shutil.copy(notebook, folder)
        made = Path(folder) / "made"
        command = [
            sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute",
            f"--ExecutePreprocessor.timeout={LIMIT}", "--output-dir", str(made), copied,
        ]  # fmt: skip
        done = subprocess.run(
            command, env=environment(), cwd=folder, capture_output=True, text=True, timeout=LIMIT
        )
        if done.returncode != 0:
            raise AssertionError(f"{notebook.name}: {done.stderr[-4000:]}")
        return json.loads((made / notebook.name).read_text(encoding="utf-8"))


def tidy(made: dict) -> dict:
    """Returns a notebook without what differs from run to run or machine to machine."""
    for cell in made["cells"]:
        cell.get("metadata", {}).pop("execution", None)
        if cell["cell_type"] == "code":
            cell["outputs"] = joined([o for o in map(tidy_output, cell["outputs"]) if o])
    made["metadata"]["language_info"] = {"name": made["metadata"]["language_info"]["name"]}
    return made


def tidy_output(output: dict) -> dict | None:
    """Returns an output as a reader needs it, or None."""
    if output["output_type"] == "stream":
        # A line that was written over with \r is what stood there last.
        text = re.sub(r"[^\n]*\r(?!\n)", "", "".join(output["text"]))
        if output["name"] == "stderr" or not text.strip():
            return None
        output["text"] = text.splitlines(keepends=True)
    data = output.get("data", {})
    # The Java kernel shows a drawing that it cannot show as the text of the drawing.
    if "image/svg+xml" in data and data["image/svg+xml"] == data.get("text/plain"):
        data["text/plain"] = ["a drawing"]
    return output


def joined(outputs: list) -> list:
    """Returns outputs with one stream for streams that follow each other."""
    made: list = []
    for output in outputs:
        same = made and output["output_type"] == made[-1]["output_type"] == "stream"
        if same and output["name"] == made[-1]["name"]:
            made[-1]["text"] += output["text"]
        else:
            made.append(output)
    return made


def local_names(made: dict) -> list:
    """Returns texts of outputs that tell of this machine."""
    import getpass
    import socket

    text = json.dumps([c["outputs"] for c in made["cells"] if c["cell_type"] == "code"])
    named = [str(ROOT), str(Path.home()) + "/", "/tmp/", sys.prefix, "/site-packages/"]
    named += [n for n in (socket.gethostname(), getpass.getuser()) if len(n) > 4]
    return [name for name in named if name in text]


def main() -> None:
    for name in sys.argv[1:]:
        path = FOLDER / f"{name}.ipynb"
        made = tidy(execute(path))
        path.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        print(name, local_names(made) or "written")


if __name__ == "__main__":
    main()
