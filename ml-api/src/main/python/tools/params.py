"""Writes the package of params: a class for each interface of Java that declares some."""

from __future__ import annotations

import json
from typing import Any, Dict, List

from tools import javadoc
from tools.java import ParamInfo
from tools.packages import FAMILIES, imports, line, package, paragraphs, typing_of
from tools.parts import HEADER

CONVERTERS = {
    "TextParam": ("str", "TypeConverters.toString"),
    "IntParam": ("int", "TypeConverters.toInt"),
    "LongParam": ("int", "TypeConverters.toInt"),
    "DoubleParam": ("float", "TypeConverters.toFloat"),
    "BooleanParam": ("bool", "TypeConverters.toBoolean"),
    "StringArrayParam": ("List[str]", "TypeConverters.toListString"),
    "DoubleArrayParam": ("List[float]", "TypeConverters.toListFloat"),
}

#: Spark's shared params, so that ours are found where those are looked for.
SHARED = (
    "featuresCol labelCol predictionCol rawPredictionCol probabilityCol thresholds seed weightCol"
    " validationIndicatorCol handleInvalid"
).split()


def hint(param: ParamInfo, read: bool = False) -> str:
    """Returns the annotation of a param's values."""
    if not param.part:
        return CONVERTERS[param.kind][0]
    listed = param.kind == "StringArrayParam"
    if read:
        return f"List[{param.part}]" if listed else param.part
    return f"Sequence[Union[{param.part}, str]]" if listed else f"Union[{param.part}, str]"


def params_package(stages: Dict[str, List[ParamInfo]]) -> Dict[str, str]:
    """Returns the texts of the package of params by their paths."""
    groups: Dict[str, Dict[str, ParamInfo]] = {}
    for params in stages.values():
        for param in params:
            groups.setdefault(param.group, {})[param.name] = param
    classes = {
        name.rsplit(".", 1)[-1]: _module(name, list(params.values()))
        for name, params in groups.items()
    }
    title = "Params of the stages, in groups: each with its getter and setter."
    return package("params", title, classes)


def _module(java_class: str, params: List[ParamInfo]) -> str:
    body = _group(java_class, params)
    spark = ["Param", "Params"] + (["TypeConverters"] if "TypeConverters." in body else [])
    converters = [name for name in ("json_text", "json_texts") if name + "(" in body]
    groups = [
        typing_of(body, ["TYPE_CHECKING"]),
        line("pyspark.ml.param", spark)
        + line("pyspark.ml.param.shared", [has(p.name) for p in params if p.name in SHARED]),
        line("kindling._converters", converters)
        + imports({p.part: FAMILIES[p.part] for p in params if p.part}),
        "if TYPE_CHECKING:\n    from typing_extensions import Self\n",
    ]
    title = f"The params of {java_class.rsplit('.', 1)[-1]}."
    head = HEADER.format(title=title) + "\nfrom __future__ import annotations\n\n"
    return head + paragraphs(groups) + "\n\n" + body


def parts_of(param: ParamInfo) -> List[Dict[str, Any]]:
    """Returns the parts that a param has by default, as they stand in JSON."""
    if not param.part or param.default is None:
        return []
    listed = param.default if isinstance(param.default, list) else [param.default]
    return [json.loads(text) for text in listed]


def has(name: str) -> str:
    """Returns the name of Spark's class of a shared param."""
    return "Has" + name[0].upper() + name[1:]


def _group(java_class: str, params: List[ParamInfo]) -> str:
    simple = java_class.rsplit(".", 1)[-1]
    bases = [has(p.name) for p in params if p.name in SHARED] or ["Params"]
    first = javadoc.of_type(java_class).paragraphs[0]
    lines = [f"class {simple}({', '.join(bases)}):"]
    lines += _said(first, 4)
    lines.append("")
    for param in params:
        kind, converter = CONVERTERS[param.kind]
        if param.part:
            listed = param.kind == "StringArrayParam"
            maker = "json_texts" if listed else "json_text"
            converter = f'{maker}("{param.name}", {param.part})'
        lines += [
            f'    {param.name}: "Param[{kind}]" = Param(',
            "        Params._dummy(),",
            f'        "{param.name}",',
            *_literal(param.doc),
            f"        typeConverter={converter},",
            "    )",
            "",
        ]
    for param in params:
        lines += _methods(java_class, param)
    return "\n".join(lines)


def _literal(text: str) -> List[str]:
    lines = javadoc.wrapped(text, 16)
    if len(lines) == 1:
        return [f"        {json.dumps(lines[0])},"]
    ends = [json.dumps(line + " ") for line in lines[:-1]] + [json.dumps(lines[-1])]
    return ["        (", *(f"            {line}" for line in ends), "        ),"]


def _methods(java_class: str, param: ParamInfo) -> List[str]:
    name = param.name[0].upper() + param.name[1:]
    getter = javadoc.of_method(java_class, f"get{name}\\(").paragraphs
    setter = javadoc.of_method(java_class, f"set{name}\\(").paragraphs
    read = hint(param, read=True)
    lines = [f"    def get{name}(self) -> {read}:"]
    lines += _said(getter[0] if getter else f"Returns the value of {param.name}.", 8)
    value = f"self.getOrDefault(self.{param.name})"
    if param.part and param.kind == "StringArrayParam":
        value = f"[{param.part}.from_json(json) for json in {value}]"
    elif param.part:
        value = f"{param.part}.from_json({value})"
    lines += [f"        return {value}", ""]
    lines.append(f"    def set{name}(self, value: {hint(param)}) -> Self:")
    said = setter[0] if setter else f"Sets the value of {param.name}."
    if param.part:
        said = said.replace(" from JSON", "").rstrip(".") + ": a value, or its JSON."
    lines += _said(said, 8)
    return lines + [f"        return self._set({param.name}=value)", ""]


def _said(text: str, indent: int) -> List[str]:
    lines = javadoc.wrapped('"""' + text.replace("\\", "\\\\"), indent + 3)
    lines[-1] += '"""'
    return [" " * indent + line for line in lines]
