"""Reads the javadoc of Java sources, to be written again as docstrings of Python."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from typing import Dict, List, NamedTuple

ROOT = Path(__file__).resolve().parents[5]


class Doc(NamedTuple):
    """A comment: its paragraphs, and what it says of each component or argument."""

    paragraphs: List[str]
    params: Dict[str, str]


def source(java_class: str) -> str:
    """Returns the source of a class."""
    name = java_class.replace(".", "/") + ".java"
    for module in ("layers", "ml-api", "tensor-core", "distributed"):
        path = ROOT / module / "src/main/java" / name
        if path.exists():
            return path.read_text(encoding="utf-8")
    raise FileNotFoundError(name)


def of_type(java_class: str) -> Doc:
    """Returns the comment of a top-level type."""
    simple = java_class.rsplit(".", 1)[-1]
    text = source(java_class)
    found = re.search(
        r"/\*\*((?:(?!\*/).)*)\*/\s*(?:@\w+(?:\([^)]*\))?\s*)*public [\w ]*"
        r"(?:class|record|interface|enum) " + simple + r"\b",
        text,
        re.S,
    )
    return parse(found.group(1) if found else "")


def of_method(java_class: str, declaration: str) -> Doc:
    """Returns the comment of the method whose declaration matches a pattern."""
    found = re.search(
        r"/\*\*((?:(?!\*/).)*)\*/\s*(?:@\w+(?:\([^)]*\))?\s*)*default [\w<>\[\], .]* "
        + declaration,
        source(java_class),
        re.S,
    )
    return parse(found.group(1) if found else "")


def parse(comment: str) -> Doc:
    """Returns a comment without its stars and marks."""
    text = re.sub(r"^\s*\* ?", "", comment, flags=re.M).strip()
    head, *tags = re.split(r"^@", text, flags=re.M)
    params = {}
    for tag in tags:
        match = re.match(r"param (\w+)\s+(.*)", tag, re.S)
        if match:
            params[match.group(1)] = plain(match.group(2))
    parts = re.split(r"\s*<p>\s*", head)
    return Doc([p for p in (plain(part) for part in parts) if p], params)


def plain(text: str) -> str:
    """Returns text without marks of javadoc and HTML."""
    text = re.sub(r"<pre>.*?</pre>", "", text, flags=re.S)
    text = re.sub(r"\{@code\s+([^}]*)\}", r"``\1``", text)
    text = re.sub(r"\{@link\s+(?:[\w.]+\.)?#?(\w+)[^}\s]*\s+([^}]*)\}", r"\2", text)
    text = re.sub(r"\{@link\s+(?:[\w.]*[.#])?(\w+)(?:\([^)]*\))?\}", r"\1", text)
    text = re.sub(r"<[^>]+>", "", text).replace("&lt;", "<").replace("&gt;", ">")
    return re.sub(r"\s+", " ", text).strip()


def wrapped(text: str, indent: int) -> List[str]:
    """Returns text as lines of at most 100 characters."""
    return textwrap.wrap(text, 100 - indent, break_long_words=False, break_on_hyphens=False)
