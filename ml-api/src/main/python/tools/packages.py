"""Writes packages of the Python side: a module for each class, and one that names them all."""

from __future__ import annotations

import re
from typing import Dict, Iterable, List, Mapping, Set

from tools.parts import HEADER

#: Where the families of parts are.
FAMILIES = {
    "Loss": "losses",
    "Metric": "metrics",
    "OutputMetric": "metrics",
    "Network": "network",
    "Optimizer": "optimizers",
    "Schedule": "schedules",
}


def module_of(name: str) -> str:
    """Returns the name of the module of a class."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def package(place: str, title: str, classes: Mapping[str, str]) -> Dict[str, str]:
    """Returns the texts of a package by their paths, with one that names all classes.

    :param classes: the text of a module by the name of its class
    """
    text = HEADER.format(title=title) + "\n"
    text += imports({name: f"{place}.{module_of(name)}" for name in classes})
    text += "\n__all__ = [\n" + "".join(f'    "{n}",\n' for n in sorted(classes)) + "]\n"
    made = {f"{place}/{module_of(name)}.py": body for name, body in classes.items()}
    return {f"{place}/__init__.py": text, **made}


def imports(names: Mapping[str, str]) -> str:
    """Returns the lines that import names of this package, each from its module."""
    return "".join(
        line(f"kindling.{place}", [n for n, p in names.items() if p == place])
        for place in sorted(set(names.values()))
    )


def line(module: str, names: Iterable[str]) -> str:
    """Returns the line that imports names, or the lines where it would be long."""
    chosen = sorted(set(names), key=lambda name: (name.lower(), name))
    if not chosen:
        return ""
    text = f"from {module} import {', '.join(chosen)}\n"
    if len(text) <= 101:
        return text
    return f"from {module} import (\n" + "".join(f"    {n},\n" for n in chosen) + ")\n"


def typing_of(body: str, always: Iterable[str] = ()) -> str:
    """Returns the line that imports what annotations of a text need."""
    names: Set[str] = set(always)
    names |= {n for n in ("List", "Optional", "Sequence", "Union") if n + "[" in body}
    return line("typing", names)


def paragraphs(parts: List[str]) -> str:
    """Returns groups of imports, a blank line between two."""
    return "\n".join(part for part in parts if part)
