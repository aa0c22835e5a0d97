"""Every notebook runs top to bottom in a fresh kernel, and is kept with its outputs."""

from __future__ import annotations

import importlib.util
import json
import shutil

import notebooks
import pytest

FILES = sorted(notebooks.FOLDER.glob("*.ipynb"))


def test_the_notebooks_are_there():
    assert {"01", "02", "03", "04", "05"} <= {file.stem[:2] for file in FILES}


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_a_notebook_is_kept_with_its_outputs(file):
    kept = json.loads(file.read_text(encoding="utf-8"))
    code = [c for c in kept["cells"] if c["cell_type"] == "code"]
    assert sum(bool(c["outputs"]) for c in code) >= len(code) // 2
    kinds = {k for c in code for o in c["outputs"] for k in o.get("data", {})}
    assert "image/png" in kinds or file.stem == "04-save-load-stream"
    assert not [o for c in code for o in c["outputs"] if o["output_type"] == "error"]
    assert notebooks.local_names(kept) == []


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_a_notebook_runs(file):
    kept = json.loads(file.read_text(encoding="utf-8"))
    if kept["metadata"]["kernelspec"]["name"] == "java" and not importlib.util.find_spec("jjava"):
        pytest.skip("expected the Java kernel JJava: pip install --pre jjava")
    assert shutil.which("java") or "JAVA_HOME" in notebooks.environment()
    made = notebooks.execute(file)
    errors = [
        o for c in made["cells"] for o in c.get("outputs", []) if o["output_type"] == "error"
    ]
    assert errors == []
