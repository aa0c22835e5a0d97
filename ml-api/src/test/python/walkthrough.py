"""What a new user does, in a real JupyterLab in a real browser; bin/walkthrough prepares all of it.

    walkthrough.py --images FOLDER

runs in a Python that has the wheel, JupyterLab and TensorBoard and nothing else of Kindling.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import browser
from PIL import Image

ROOT = Path(__file__).resolve().parents[4]
NOTEBOOK = ROOT / "notebooks/01-first-pipeline.ipynb"
BIN = Path(sys.executable).parent
LARGEST = 200_000
LATER = re.compile(r"epoch ([3-9]|[12]\d)/30")

SCORE = """\
import kindling  # Spark finds the Python classes of the stages by it
from pyspark.ml import PipelineModel
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
asked = spark.createDataFrame(
    [("France", 31.0, 2, 0.0, 1), ("Germany", 54.0, 1, 120_000.0, 0), ("Spain", 40.0, 3, 90_000.0, 0)],
    ["country", "age", "products", "balance", "active"],
)
answered = PipelineModel.load("customers").transform(asked)
answered.select("country", "age", "products", "answer", "probability").show(truncate=False)
"""

#: The notebook on JupyterLab's page, and what tells that it can be used.
PANEL = "[...jupyterapp.shell.widgets('main')].find(each => each.sessionContext)"
CELLS = f"{PANEL}.content.widgets"
READY = f"{CELLS}.length > 5 && {PANEL}.sessionContext.session.kernel.status === 'idle'"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(name: str, folder: Path, environment: dict, *command: object):
    """A server in a process of its own, from the user's Python."""
    with open(folder / f"{name}.log", "wb") as log:
        arguments = [str(BIN / name), *map(str, command)]
        process = subprocess.Popen(arguments, cwd=folder, env=environment, stdout=log, stderr=log)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def get(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.read().decode()
    except OSError:
        return ""


async def until(question, what: str, seconds: float = 60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = question()
        if found:
            return found
        await asyncio.sleep(0.1)
    raise TimeoutError(f"expected {what} within {seconds:.0f} s")


class Notebook:
    """The notebook on JupyterLab's page; cells are numbered from 0."""

    def __init__(self, page: browser.Page) -> None:
        self.page = page

    async def select(self, cell: int) -> None:
        await self.page.evaluate(
            f"(() => {{ const panel = {PANEL}; jupyterapp.shell.activateById(panel.id);"
            f" panel.content.activeCellIndex = {cell};"
            f" panel.content.widgets[{cell}].node.scrollIntoView({{block: 'start'}}); }})()"
        )

    async def start(self, cell: int) -> None:
        """Runs a cell as Ctrl-Enter does, and does not wait for its end."""
        await self.select(cell)
        await self.page.evaluate(
            f"void (window.ran = {{}}, jupyterapp.commands.execute('notebook:run-cell')"
            f".then(() => {{ window.ran[{cell}] = true; }}))"
        )

    async def outputs(self, cell: int) -> list:
        return await self.page.evaluate(f"{CELLS}[{cell}].model.outputs.toJSON()")

    async def is_done(self, cell: int) -> bool:
        return await self.page.evaluate(f"window.ran[{cell}] === true")

    async def finish(self, cell: int, seconds: float = 240) -> None:
        await self.page.until(f"window.ran[{cell}] === true", f"the end of cell {cell}", seconds)
        for output in await self.outputs(cell):
            if output["output_type"] == "error":
                raise AssertionError("\n".join(output["traceback"]))


def shown(outputs: list) -> str:
    """Returns texts and drawings of outputs as one text."""
    found: list = []
    for output in outputs:
        data = output.get("data", {})
        found += [output.get("text", ""), data.get("text/plain", ""), data.get("image/svg+xml", "")]
    return "\n".join("".join(text) for text in found)


async def learn(notebook: Notebook, cell: int, chrome: browser.Browser, ui: str, images: Path) -> None:
    """Runs the cell that trains, and looks at it from all sides meanwhile."""
    await notebook.start(cell)
    tab = await chrome.open("about:blank", 1200, 900)
    # The line is at a later epoch, and the curve is there.
    while not ("<svg" in (seen := shown(await notebook.outputs(cell))) and LATER.search(seen)):
        if await notebook.is_done(cell):
            raise AssertionError(f"the training ended before it could be seen: {seen[:2000]}")
        await asyncio.sleep(0.05)
    await notebook.page.picture(images / "walk-live.png")
    await tab.go(f"{ui}/deep-learning/fit/?id=1")
    await tab.until("document.body.innerText.includes('customers')", "the page of the fit")
    running = await tab.evaluate("document.body.innerText.includes('running')")
    await tab.picture(images / "walk-ui.png")
    assert running or await notebook.is_done(cell)
    say("the curve below the cell and the page in Spark's web interface, while it trained")
    await notebook.finish(cell)


async def board(work: Path, environment: dict, chrome: browser.Browser, images: Path) -> None:
    """Finds the fit in TensorBoard."""
    port = free_port()
    command = ("--logdir", "logs", "--port", port, "--host", "127.0.0.1")
    with serving("tensorboard", work, environment, *command):
        root = f"http://127.0.0.1:{port}"
        await until(lambda: '"customers"' in get(f"{root}/data/runs"), "the run in TensorBoard")
        page = await chrome.open(f"{root}/?darkMode=false#timeseries", 1300, 900)
        await page.until("document.querySelectorAll('line-chart').length > 2", "charts")
        # The curves are drawn by the next frames.
        await asyncio.sleep(3)
        await page.picture(images / "walk-tensorboard.png")
    say("the run in TensorBoard")


def settings(work: Path) -> Path:
    """JupyterLab asks newcomers whether they want news; the answer is no."""
    folder = work / "settings"
    file = folder / "@jupyterlab/apputils-extension/notification.jupyterlab-settings"
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps({"fetchNews": "false", "checkForUpdates": False}))
    return folder


async def walk(work: Path, images: Path) -> None:
    port, ui = free_port(), free_port()
    kept = ("KINDLING_JARS", "PYTHONPATH", "SPARK_HOME", "SPARK_REMOTE", "PYSPARK_PYTHON")
    environment = {name: value for name, value in os.environ.items() if name not in kept}
    environment["PATH"] = os.pathsep.join([str(BIN), environment["PATH"]])
    environment["SPARK_LOCAL_IP"] = "127.0.0.1"
    environment["PYSPARK_SUBMIT_ARGS"] = f"--conf spark.ui.port={ui} pyspark-shell"
    environment["JUPYTERLAB_SETTINGS_DIR"] = str(settings(work))
    home = work / "notebooks"
    home.mkdir()
    shutil.copy(NOTEBOOK, home)
    lab = [
        "lab", "--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}",
        "--IdentityProvider.token=walk", f"--ServerApp.root_dir={home}",
        "--LabApp.expose_app_in_browser=True",
    ]  # fmt: skip
    with serving("jupyter", work, environment, *lab), browser.Browser(work) as chrome:
        root = f"http://127.0.0.1:{port}"
        await until(lambda: get(f"{root}/api?token=walk"), "JupyterLab")
        page = await chrome.open(f"{root}/lab/tree/{NOTEBOOK.name}?token=walk", 1200, 900)
        await page.until(READY, "the notebook and its kernel", 120)
        notebook = Notebook(page)
        await notebook.select(0)
        await page.evaluate("void jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
        await page.until(f"{CELLS}.every(c => !c.model.outputs || !c.model.outputs.length)", "no outputs")
        await page.picture(images / "walk-notebook.png")
        say("JupyterLab with the first notebook")
        cells = await page.evaluate(
            f"{CELLS}.map(c => [c.model.type, c.model.sharedModel.getSource()])"
        )
        for number, (kind, source) in enumerate(cells):
            if kind != "code":
                continue
            if "pipeline.fit(training)" in source:
                await learn(notebook, number, chrome, f"http://127.0.0.1:{ui}", images)
                await board(home, environment, chrome, images)
                continue
            await notebook.start(number)
            await notebook.finish(number)
            if "PipelineModel.load" in source:
                await notebook.select(number)
                await asyncio.sleep(0.5)
                await page.picture(images / "walk-saved.png")
        say("every cell, the saved model among them")
    score(home, environment)


def score(work: Path, environment: dict) -> None:
    """Loads the model in spark-submit, which knows the wheel and nothing else."""
    (work / "score.py").write_text(SCORE, encoding="utf-8")
    jar = subprocess.run(
        [sys.executable, "-m", "kindling"], env=environment, capture_output=True, text=True, check=True
    )
    values = {k: v for k, v in environment.items() if k != "PYSPARK_SUBMIT_ARGS"}
    command = [
        str(BIN / "spark-submit"), "--master", "local[2]", "--conf", "spark.log.level=ERROR",
        "--jars", jar.stdout.strip(), "score.py",
    ]  # fmt: skip
    done = subprocess.run(
        command, cwd=work, env=values, capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.count("|France ") == 1 and "probability" in done.stdout, done.stdout
    say("the model in spark-submit:")
    print(done.stdout.strip(), flush=True)


def shrink(file: Path) -> None:
    """Keeps a picture small, with as many colors as it takes."""
    picture = Image.open(file).convert("RGB")
    picture.save(file, optimize=True)
    if file.stat().st_size > LARGEST:
        picture.quantize(256, dither=Image.Dither.NONE).save(file, optimize=True)


def say(text: str) -> None:
    print(f"seen: {text}", flush=True)


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--images", type=Path, required=True)
    images = arguments.parse_args().images.absolute()
    images.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="kindling") as folder:
        try:
            asyncio.run(asyncio.wait_for(walk(Path(folder), images), 480))
        except BaseException:
            for log in sorted([*Path(folder).glob("*.log"), *Path(folder).glob("notebooks/*.log")]):
                print(f"--- {log.name}\n{log.read_text(errors='replace')[-2000:]}", file=sys.stderr)
            raise
    for file in sorted(images.glob("walk-*.png")):
        shrink(file)
        assert file.stat().st_size < LARGEST, f"{file}: {file.stat().st_size} bytes"


if __name__ == "__main__":
    main()
