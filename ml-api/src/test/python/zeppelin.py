"""Runs Zeppelin notes without Zeppelin: their paragraphs in order, in Spark's own Scala shell and
in PySpark. ``python zeppelin.py --write`` puts what came out into the notes.

Of Zeppelin itself there is a stand-in for ``z``: forms give their defaults, ``show`` a table.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
FOLDER = ROOT / "notebooks/zeppelin"
PACKAGE = ROOT / "ml-api/src/main/python"

SCALA = """
object z {
  def textbox(name: String, default: String): Any = default
  def show(rows: org.apache.spark.sql.DataFrame): Unit = println("%table " +
    (rows.columns.mkString("\\t") +: rows.collect().map(_.mkString("\\t"))).mkString("\\n"))
}
"""

PYTHON = """
class z:
    @staticmethod
    def textbox(name, default=""):
        return default

    @staticmethod
    def show(rows):
        lines = ["\\t".join(map(str, row)) for row in rows.collect()]
        print("%table " + "\\n".join(["\\t".join(rows.columns), *lines]))
"""


def paragraphs(note: dict, interpreter: str) -> list:
    """Returns the numbers and texts of the paragraphs of an interpreter."""
    split = [(i, p["text"].split("\n", 1)) for i, p in enumerate(note["paragraphs"])]
    return [(i, parts[1]) for i, parts in split if parts[0].strip() == interpreter]


def run(note: dict) -> dict:
    """Returns what each paragraph printed, by its number; a failure is an AssertionError."""
    out = {}
    for interpreter, shell in (("%spark", scala), ("%spark.pyspark", python)):
        chosen = paragraphs(note, interpreter)
        if chosen:
            out.update(shell(chosen))
    return out


def scala(chosen: list) -> dict:
    text = SCALA + "".join(f'println("<<{i}>>")\n{code}\n' for i, code in chosen)
    output = shell("spark-shell", "-i", text + 'println("<<end>>")\n', ".scala")
    wrong = re.search(r"^.*(\berror: |Exception|AssertionError).*", output, re.M)
    assert not wrong, f"{wrong.group(0)}\n{output[-3000:]}"
    return pieces(output, chosen)


def python(chosen: list) -> dict:
    head = "from pyspark.sql import SparkSession\nspark = SparkSession.builder.getOrCreate()\n"
    text = head + PYTHON + "".join(f'print("<<{i}>>")\n{code}\n' for i, code in chosen)
    return pieces(shell("spark-submit", None, text + 'print("<<end>>")\n', ".py"), chosen)


def shell(program: str, flag: str | None, text: str, ending: str) -> str:
    import pyspark

    home = Path(pyspark.__file__).parent
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    environment.update(
        SPARK_HOME=str(home),
        SPARK_LOCAL_IP="127.0.0.1",
        PYSPARK_PYTHON=sys.executable,
        PYTHONPATH=str(PACKAGE),
    )
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / f"paragraphs{ending}"
        script.write_text(text, encoding="utf-8")
        command = [
            str(home / "bin" / program),
            "--master", "local[2]",
            "--jars", environment["KINDLING_JARS"],
            "--conf", "spark.ui.enabled=false",
            "--conf", "spark.sql.shuffle.partitions=2",
            "--conf", "spark.log.level=ERROR",
            *([flag] if flag else []),
            str(script),
        ]  # fmt: skip
        done = subprocess.run(
            command,
            env=environment,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=300,
        )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-3000:]
    return done.stdout


def pieces(output: str, chosen: list) -> dict:
    marks = [f"<<{i}>>" for i, _ in chosen] + ["<<end>>"]
    for mark in marks:
        assert mark in output, f"no {mark} in {output[-3000:]}"
    out = {}
    for (i, _), begin, end in zip(chosen, marks, marks[1:]):
        out[i] = output.split(begin, 1)[1].split(end, 1)[0].strip("\n")
    return out


def results(text: str) -> dict:
    """Returns what a paragraph printed as Zeppelin keeps it: text, and tables from %table on."""
    # A line that was written over with \r is what stood there last.
    text = re.sub(r"[^\n]*\r(?!\n)", "", text)
    plain, _, table = text.partition("%table ")
    made = [{"type": "TEXT", "data": plain}] if plain.strip() else []
    if table:
        made.append({"type": "TABLE", "data": table.rstrip("\n") + "\n"})
    return {"code": "SUCCESS", "msg": made}


def write() -> None:
    for path in sorted(FOLDER.glob("*.zpln")):
        note = json.loads(path.read_text(encoding="utf-8"))
        for i, text in run(note).items():
            note["paragraphs"][i]["results"] = results(text)
            note["paragraphs"][i]["status"] = "FINISHED"
        text = json.dumps(note, indent=2, ensure_ascii=False) + "\n"
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__" and "--write" in sys.argv:
    write()
