"""Writes the modules of params and stages, from the params of Java's stages."""

from __future__ import annotations

import json
from typing import Any, Dict, List

from tools import javadoc
from tools.java import STAGES, ParamInfo, Type
from tools.parts import HEADER, TITLES, instance

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


def params_module(stages: Dict[str, List[ParamInfo]]) -> str:
    """Returns the text of the module of params: a class for each interface of Java."""
    groups: Dict[str, Dict[str, ParamInfo]] = {}
    for params in stages.values():
        for param in params:
            groups.setdefault(param.group, {})[param.name] = param
    shared = [n for n in SHARED if any(n in g for g in groups.values())]
    text = HEADER.format(title="Params of the stages, in groups: each with its getter and setter.")
    text += "\nfrom __future__ import annotations\n\n"
    text += "from typing import TYPE_CHECKING, List, Sequence, Union\n\n"
    text += "from pyspark.ml.param import Param, Params, TypeConverters\n"
    text += "from pyspark.ml.param.shared import (\n"
    text += "".join(f"    {has(n)},\n" for n in sorted(shared, key=has)) + ")\n\n"
    text += "from kindling._converters import json_text, json_texts\n"
    text += imports(FAMILIES)
    text += "\nif TYPE_CHECKING:\n    from typing_extensions import Self\n"
    names = sorted(g.rsplit(".", 1)[-1] for g in groups)
    text += "\n__all__ = [\n" + "".join(f'    "{n}",\n' for n in names) + "]\n\n\n"
    made = sorted(groups.items(), key=lambda item: item[0].rsplit(".", 1)[-1])
    return text + "\n\n".join(_group(name, list(params.values())) for name, params in made)


FAMILIES = {
    "Loss": "losses",
    "Metric": "metrics",
    "OutputMetric": "metrics",
    "Network": "network",
    "Optimizer": "optimizers",
    "Schedule": "schedules",
}


def imports(names: Dict[str, str]) -> str:
    """Returns the lines that import names, each from its module."""
    text = ""
    for place in sorted(set(names.values())):
        chosen = ", ".join(sorted(n for n, p in names.items() if p == place))
        text += f"from kindling.{place} import {chosen}\n"
    return text


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


def stages_module(stages: Dict[str, List[ParamInfo]], types: List[Type]) -> str:
    """Returns the text of the module of stages."""
    groups = {p.group.rsplit(".", 1)[-1] for params in stages.values() for p in params}
    text = HEADER.format(title="The stages: estimators, and the models that they make.")
    text += "\nfrom __future__ import annotations\n\n"
    text += "from typing import TYPE_CHECKING, Any, List, Optional, Sequence, Union\n\n"
    text += "from pyspark import keyword_only\n\n"
    text += "from kindling._stage import DeepStageEstimator, DeepStageModel, OnnxModels\n"
    used = {v["type"]: v for p in stages.values() for q in p for v in parts_of(q)}
    places = {t.name: place for place, (family, _) in TITLES.items() for t in types
              if t.family == family and t.name in used}
    text += imports({**FAMILIES, **places})
    text += "from kindling.params import (\n"
    text += "".join(f"    {g},\n" for g in sorted(groups)) + ")\n"
    text += "\nif TYPE_CHECKING:\n    from typing_extensions import Self\n"
    names = sorted(stages)
    text += "\n__all__ = [\n" + "".join(f'    "{n}",\n' for n in names) + "]\n\n\n"
    bodies = []
    for estimator, model in STAGES.items():
        bodies.append(_model(model, stages[model], types))
        bodies.append(_estimator(estimator, model, stages[estimator], types))
    return text + "\n\n".join(bodies)


def _groups(params: List[ParamInfo]) -> List[str]:
    return sorted({p.group.rsplit(".", 1)[-1] for p in params})


def _head(name: str, bases: List[str]) -> List[str]:
    return [f"class {name}(", *(f"    {base}," for base in bases), "):"]


def _doc(name: str) -> List[str]:
    first, *rest = javadoc.of_type(f"io.kindling.ml.{name}").paragraphs
    lines = javadoc.wrapped('"""' + first, 4)
    for paragraph in rest:
        lines += ["", *javadoc.wrapped(paragraph, 4)]
    if len(lines) == 1 and len(lines[0]) <= 93:
        lines[0] += '"""'
    else:
        lines.append('"""')
    return ["    " + line if line else "" for line in lines]


def _model(name: str, params: List[ParamInfo], types: List[Type]) -> str:
    more = ["OnnxModels"] if name == "DeepModel" else []
    lines = _head(name, [*more, "DeepStageModel", *_groups(params)]) + _doc(name)
    lines += [
        "",
        "    def __init__(self, java_model: Any = None) -> None:",
        "        super().__init__(java_model)",
        "        self._setDefault(",
        *_defaults(params, types),
        "        )",
    ]
    return "\n".join(lines) + "\n"


def _default(param: ParamInfo, types: List[Type]) -> str:
    if param.part:
        known = {t.name: {c.name: c.default for c in t.components} for t in types}
        made = [instance(value, known[value["type"]]) for value in parts_of(param)]
        return f"[{', '.join(made)}]" if isinstance(param.default, list) else made[0]
    return _written(param.default)


def _defaults(params: List[ParamInfo], types: List[Type]) -> List[str]:
    return [f"            {p.name}={_default(p, types)}," for p in params if p.default is not None]


def _written(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_written(v) for v in value) + "]"
    return f'"{value}"' if isinstance(value, str) else repr(value)


def _argument(param: ParamInfo, types: List[Type]) -> str:
    if param.default is None:
        return f"        {param.name}: Optional[{hint(param)}] = None,"
    return f"        {param.name}: {hint(param)} = {_default(param, types)},"


def _estimator(name: str, model: str, params: List[ParamInfo], types: List[Type]) -> str:
    lines = _head(name, [f"DeepStageEstimator[{model}]", *_groups(params)]) + _doc(name)
    signature = [_argument(p, types) for p in params]
    lines += [
        "",
        f"    _model = {model}",
        "",
        "    @keyword_only",
        "    def __init__(",
        "        self,",
        "        *,",
        *signature,
        "    ) -> None:",
        '        """Makes a stage; every argument is a param, which its setter explains."""',
        "        super().__init__()",
        "        self._start()",
        "        self._setDefault(",
        *_defaults(params, types),
        "        )",
        "        self._set(**self._input_kwargs)",
        "",
        "    @keyword_only",
        "    def setParams(",
        "        self,",
        "        *,",
        *signature,
        "    ) -> Self:",
        '        """Sets params by name, as the constructor does."""',
        "        return self._set(**self._input_kwargs)",
    ]
    return "\n".join(lines) + "\n"
