"""Writes the Python side of Java's tables: layers, losses, ..., params and stages.

Run it when a part or a param came, went or changed; a test fails until that was done:

    bin/python-tables [--check]
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Dict

PACKAGE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PACKAGE))

from tools import parts, stages  # noqa: E402
from tools.java import STAGES, Java  # noqa: E402


def modules(java: Java) -> Dict[str, str]:
    """Returns the text of every written module by its name."""
    types = java.types()
    out = {name: parts.module(name, types) for name in parts.TITLES}
    named = [*STAGES, *STAGES.values()]
    params = {name: java.params(name) for name in named}
    out["params"] = stages.params_module(params)
    out["stages"] = stages.stages_module(params, types)
    return out


def main() -> None:
    """Writes the modules, or with --check fails when one is not what would be written."""
    java = Java()
    try:
        made = modules(java)
    finally:
        java.close()
    for name, text in made.items():
        path = PACKAGE / "kindling" / f"{name}.py"
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
        elif path.read_text(encoding="utf-8") != text:
            raise SystemExit(f"{path}: expected what tools/generate.py writes. Run it.")


if __name__ == "__main__":
    main()
