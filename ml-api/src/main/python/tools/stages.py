"""Writes the package of stages: a module for each estimator and each model."""

from __future__ import annotations

from typing import Any, Dict, List

from tools import javadoc
from tools.java import STAGES, ParamInfo, Type
from tools.packages import FAMILIES, imports, line, module_of, package, paragraphs, typing_of
from tools.params import hint, parts_of
from tools.parts import HEADER, TITLES, instance


def stages_package(stages: Dict[str, List[ParamInfo]], types: List[Type]) -> Dict[str, str]:
    """Returns the texts of the package of stages by their paths."""
    classes = {}
    for estimator, model in STAGES.items():
        classes[model] = _module(
            f"{model}: what {estimator} makes.", model, stages[model],
            _model(model, stages[model], types), types, ["DeepStageModel"])
        classes[estimator] = _module(
            f"{estimator}: a stage that trains.", estimator, stages[estimator],
            _estimator(estimator, model, stages[estimator], types), types,
            ["DeepStageEstimator", "set_params"])
    return package("stages", "The stages: estimators, and the models that they make.", classes)


def _module(
    title: str, name: str, params: List[ParamInfo], body: str, types: List[Type], own: List[str]
) -> str:
    used = {value["type"] for param in params for value in parts_of(param)}
    places = {t.name: place for place, (family, _) in TITLES.items() for t in types
              if t.family == family and t.name in used}
    places.update({p.part: FAMILIES[p.part] for p in params if p.part and name in STAGES})
    places.update({group: "params" for group in _groups(params)})
    if name in STAGES:
        places[STAGES[name]] = f"stages.{module_of(STAGES[name])}"
    own = own + (["OnnxModels"] if "OnnxModels," in body else [])
    groups = [
        typing_of(body, ["Any"] if ": Any" in body else []),
        line("pyspark", ["keyword_only"] if name in STAGES else []),
        line("kindling._stage", own) + imports(places),
    ]
    head = HEADER.format(title=title) + "\nfrom __future__ import annotations\n\n"
    return head + paragraphs(groups) + "\n\n" + body


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
        f"        self._start({name}.__init__)",
        "        self._set(**self._input_kwargs)",
        "",
        "    setParams = set_params(__init__)",
    ]
    return "\n".join(lines) + "\n"
