"""Every notebook runs top to bottom in a fresh kernel, and is kept with its outputs."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import notebooks
import pytest

FILES = sorted(notebooks.FOLDER.glob("*.ipynb"))


def test_the_notebooks_are_there():
    assert {"01", "02", "03", "04", "05", "06"} <= {file.stem[:2] for file in FILES}


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_a_notebook_is_kept_with_its_outputs(file):
    kept = json.loads(file.read_text(encoding="utf-8"))
    code = [c for c in kept["cells"] if c["cell_type"] == "code"]
    assert sum(bool(c["outputs"]) for c in code) >= len(code) // 2
    kinds = {k for c in code for o in c["outputs"] for k in o.get("data", {})}
    assert kinds & {"image/png", "image/svg+xml"} or file.stem == "04-save-load-stream"
    assert not [o for c in code for o in c["outputs"] if o["output_type"] == "error"]
    assert notebooks.local_names(kept) == []


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_a_notebook_runs(file):
    kept = json.loads(file.read_text(encoding="utf-8"))
    kernel = kept["metadata"]["kernelspec"]["name"]
    if not (Path(sys.prefix) / "share/jupyter/kernels" / kernel).is_dir():
        pytest.skip(f"expected the kernel {kernel}: bin/python-tools installs it")
    made = notebooks.execute(file)
    errors = [
        o for c in made["cells"] for o in c.get("outputs", []) if o["output_type"] == "error"
    ]
    assert errors == []
