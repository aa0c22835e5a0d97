"""Writes the modules of layers, losses and the other parts, from the records of Java."""

from __future__ import annotations

import re
from typing import Any, Dict, List, Mapping, Optional

from tools import javadoc
from tools.java import Component, Type

HEADER = '"""{title}\n\nWritten by tools/generate.py from the Java sources; change those.\n"""\n'

TITLES = {
    "layers": ("Layer", "Layers: the steps of a network."),
    "initializers": ("Initializer", "Initializers: what weights begin with."),
    "losses": ("Loss", "Losses: what training minimizes."),
    "metrics": ("Metric", "Metrics: numbers that tell how good a network is."),
    "optimizers": ("Optimizer", "Optimizers: how weights follow the gradient."),
    "schedules": ("Schedule", "Schedules: the learning rate of every step."),
}


def module(name: str, types: List[Type]) -> str:
    """Returns the text of a module."""
    family, title = TITLES[name]
    chosen = [t for t in types if t.family in (family, "Output" + family)]
    body = [_class(t) for t in chosen]
    annotations = " ".join(a for t in chosen for a in (_kind(t, c) for c in t.components))
    own = [] if family == "Layer" else [_family(family)]
    names = sorted([t.name for t in chosen] + [family])
    lines = [HEADER.format(title=title), "from __future__ import annotations\n"]
    lines.append(_imports(name, annotations, body))
    lines.append("__all__ = [\n" + "".join(f'    "{n}",\n' for n in names) + "]\n")
    if "Pace" in annotations:
        lines.append(
            "#: What a schedule counts: steps, whole epochs, or epochs and their fractions.\n"
            'PACES = ("STEPS", "EPOCHS", "SMOOTH_EPOCHS")\n'
        )
    return "\n".join(lines) + "\n\n" + "\n\n".join(own + body)


def _imports(name: str, annotations: str, body: List[str]) -> str:
    out = ["from dataclasses import KW_ONLY, dataclass"]
    typing = ["ClassVar"] + (["Tuple"] if any("_order:" in b for b in body) else [])
    typing += [t for t in ("Literal", "Optional", "Sequence", "Union") if t + "[" in annotations]
    out.append(f"from typing import {', '.join(sorted(typing))}\n")
    parts = ["Axes"] if "Axes" in annotations else []
    if name == "layers":
        if parts:
            out.append("from kindling._parts import Axes")
        out.append("from kindling.initializers import Constant, GlorotUniform, Initializer, Uniform")
        out.append("from kindling.network import Layer, Padding")
    else:
        out.append(f"from kindling._parts import {', '.join(sorted(parts + ['Part']))}")
    return "\n".join(out) + "\n"


def _family(family: str) -> str:
    doc = {
        "Initializer": "What weights begin with.",
        "Loss": "What training minimizes: a number for each row.",
        "Metric": "A number that tells how good outputs are.",
        "Optimizer": "How weights follow the gradient; the rate is the schedule's.",
        "Schedule": "The learning rate of every step.",
    }[family]
    return f'class {family}(Part):\n    """{doc}"""\n'


def _class(made: Type) -> str:
    doc = javadoc.of_type(made.java_class)
    base = "Part" if made.family.startswith("Output") else made.family
    lines = ["@dataclass(frozen=True)", f"class {made.name}({base}):"]
    lines += _docstring(doc, made.components)
    lines += ["", f'    _type: ClassVar[str] = "{made.name}"']
    rank = _rank(made)
    if rank > 1:
        lines.append(f"    _rank: ClassVar[int] = {rank}")
    required = [c for c in made.components if c.required]
    optional = [c for c in made.components if not c.required]
    if required + optional != made.components:
        order = ", ".join(f'"{c.name}"' for c in made.components)
        lines.append(f"    _order: ClassVar[Tuple[str, ...]] = ({order})")
    if made.components:
        lines.append("")
    lines += [f"    {c.name}: {_kind(made, c)}" for c in required]
    if optional:
        lines.append("    _: KW_ONLY")
    lines += [f"    {c.name}: {_kind(made, c)} = {_value(made, c)}" for c in optional]
    return "\n".join(lines) + "\n"


def _docstring(doc: javadoc.Doc, components: List[Component]) -> List[str]:
    first, *rest = [_pythonic(p) for p in doc.paragraphs] or ["A part."]
    out = javadoc.wrapped('"""' + first, 4)
    for paragraph in rest:
        out += [""] + javadoc.wrapped(paragraph, 4)
    said = [(c.name, doc.params.get(c.name)) for c in components]
    if any(text for _, text in said):
        out.append("")
        for name, text in said:
            if text:
                head, *more = javadoc.wrapped(f":param {name}: {_pythonic(text)}", 8)
                out += [head] + ["    " + line for line in more]
    if len(out) == 1 and len(out[0]) <= 93:
        out[0] += '"""'
    else:
        out.append('"""')
    return ["    " + line if line else "" for line in out]


def _pythonic(text: str) -> str:
    """Returns a sentence with the ways of Python to write Java's values."""
    text = re.sub(r"\bPadding\.SAME\b", '"same"', text)
    return text.replace("\\", "\\\\")


def _rank(made: Type) -> int:
    lists = [c for c in made.components if c.kind == "java.util.List<java.lang.Long>"]
    return max([len(c.default or []) for c in lists] + [1])


def _kind(made: Type, component: Component) -> str:
    kind = component.kind
    simple = kind.rsplit(".", 1)[-1].rstrip(">")
    if kind in ("long", "int"):
        return "int"
    if kind in ("double", "float"):
        return "float"
    if kind == "boolean":
        return "bool"
    if kind == "java.lang.String":
        return "str"
    if kind == "java.util.List<java.lang.Long>":
        return "Axes"
    if kind.startswith("java.util.List<"):
        return f"Sequence[{ {'Double': 'float', 'String': 'str'}.get(simple, simple)}]"
    if simple == "Pace":
        return 'Literal["STEPS", "EPOCHS", "SMOOTH_EPOCHS"]'
    if simple == "Padding":
        return "Union[Padding, int, Sequence[int], str]"
    if simple in ("Initializer", "Schedule", "Metric"):
        return simple
    raise ValueError(f"{made.name}.{component.name}: no kind for {kind}. Add it to tools/parts.py.")


def _value(made: Type, component: Component) -> str:
    value = component.default
    if component.name == "padding":
        amounts = value["amounts"]
        return f"Padding.of({', '.join(map(str, amounts))})"
    if isinstance(value, dict):
        return instance(value)
    if isinstance(value, list):
        return repr(tuple(value))
    if isinstance(value, str):
        return f'"{value}"'
    return repr(value)


def instance(value: Dict[str, Any], defaults: Optional[Mapping[str, Any]] = None) -> str:
    """Returns the call that makes a part, without fields that have their default."""
    known = defaults or {}
    fields = [
        f"{k}={v!r}" for k, v in value.items() if k != "type" and (k not in known or known[k] != v)
    ]
    return f"{value['type']}({', '.join(fields)})"
