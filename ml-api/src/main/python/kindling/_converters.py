"""Converters of params whose values are parts: they cross to Java as JSON."""

from __future__ import annotations

from typing import Any, Callable, List, Type

from kindling._parts import Part, json_of


def json_text(name: str, family: Type[Part]) -> Callable[[Any], str]:
    """Returns a converter of a part, or of its JSON, to JSON."""

    def to_json(value: Any) -> str:
        return json_of(name, family, value)

    return to_json


def json_texts(name: str, family: Type[Part]) -> Callable[[Any], List[str]]:
    """Returns a converter of several parts to JSON.

    The name of the converter begins as those of Spark's that give lists: by it Spark knows that a
    value from Java is one.
    """

    def toListJson(value: Any) -> List[str]:
        single = isinstance(value, (Part, str))
        return [json_of(name, family, v) for v in ([value] if single else value)]

    return toListJson
