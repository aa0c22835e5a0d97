"""docs/walkthrough.md, repeated from the wheel to spark-submit."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
PICTURES = {f"walk-{n}.png" for n in ("notebook", "live", "ui", "tensorboard", "saved")}


def test_the_walk(tmp_path):
    command = [str(ROOT / "bin/walkthrough"), "--jar", os.environ["KINDLING_JARS"]]
    command += ["--images", str(tmp_path)]
    environment = {k: v for k, v in os.environ.items() if k not in ("KINDLING_JARS", "PYTHONPATH")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=700)
    if done.returncode == 3:
        pytest.skip(done.stderr.strip().splitlines()[-1])
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    assert {file.name for file in tmp_path.iterdir()} == PICTURES
    assert "the model in spark-submit" in done.stdout


def test_the_page_shows_all_pictures():
    text = (ROOT / "docs/walkthrough.md").read_text(encoding="utf-8")
    for name in PICTURES:
        assert f"](images/{name})" in text
        assert (ROOT / "docs/images" / name).stat().st_size < 200_000
    import walkthrough

    assert walkthrough.SCORE in text
