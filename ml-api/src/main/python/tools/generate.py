"""Writes the Python side of Java's tables: layers, losses, ..., params and stages.

Run it when a part or a param came, went or changed; a test fails until that was done:

    bin/python-tables [--check]
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Dict, List

PACKAGE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PACKAGE))

from tools import params, parts, stages  # noqa: E402
from tools.java import STAGES, Java  # noqa: E402


def modules(java: Java) -> Dict[str, str]:
    """Returns the text of every written module by its path in the package."""
    types = java.types()
    out = {f"{name}.py": parts.module(name, types) for name in parts.TITLES}
    known = {name: java.params(name) for name in [*STAGES, *STAGES.values()]}
    out.update(params.params_package(known))
    out.update(stages.stages_package(known, types))
    return out


def stale(made: Dict[str, str]) -> List[Path]:
    """Returns the files that differ from what is written, and those that nobody writes any more."""
    folder = PACKAGE / "kindling"
    named = [folder / path for path in made]
    differing = [p for p, text in zip(named, made.values())
                 if not p.is_file() or p.read_text(encoding="utf-8") != text]
    packages = {path.parent for path in named} - {folder}
    return differing + sorted(p for each in packages for p in each.glob("*.py") if p not in named)


def main() -> None:
    """Writes the modules, or with --check fails when one is not what would be written."""
    java = Java()
    try:
        made = modules(java)
    finally:
        java.close()
    for path in stale(made):
        if "--check" in sys.argv:
            raise SystemExit(f"{path}: expected what tools/generate.py writes. Run it.")
        text = made.get(path.relative_to(PACKAGE / "kindling").as_posix())
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
