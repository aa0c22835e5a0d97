"""Python's tables are those of Java: walked from both sides."""

from __future__ import annotations

import inspect
import json
from dataclasses import fields

import pytest
from kindling import zoo
from kindling import initializers, layers, losses, metrics, network, optimizers, schedules, stages
from kindling._parts import Part
from pyspark.ml.param import Param

from tools.generate import modules, stale
from tools.java import STAGES, Java

MODULES = (initializers, layers, losses, metrics, optimizers, schedules)

#: Values for fields that have no default, by annotation.
SAMPLES = {
    "int": 3,
    "float": 0.5,
    "Axes": 2,
    "Sequence[float]": (1.0,),
    "Schedule": schedules.Cosine(0.1, 3),
    "Sequence[Schedule]": (schedules.Constant(0.1), schedules.Exponential(0.1, 0.5)),
    "Metric": metrics.Accuracy(),
}


@pytest.fixture(scope="module")
def java(spark):
    return Java(spark.sparkContext._gateway)


@pytest.fixture(scope="module")
def types(java):
    return {(t.family, t.name): t for t in java.types()}


def python_types():
    found = {}
    for module in MODULES:
        for cls in vars(module).values():
            if inspect.isclass(cls) and issubclass(cls, Part) and cls.__dict__.get("_type"):
                if cls.__module__ == module.__name__:
                    found[(cls._family(), cls._type)] = cls
    for cls in (network.LayerNetwork, network.OnnxNetwork):
        found[("Network", cls._type)] = cls
    return found


def test_both_sides_have_the_same_types(types):
    assert sorted(types) == sorted(python_types())


def test_types_have_the_same_components(types):
    for key, cls in python_types().items():
        names = cls._order or tuple(f.name for f in fields(cls))
        assert list(names) == [c.name for c in types[key].components], key


def test_defaults_are_the_same_text(java, types):
    """A part with sample values for what is required, as Java writes it after reading it."""
    for (family, name), cls in python_types().items():
        if family == "Network":
            continue
        required = [f for f in fields(cls) if not f.kw_only]
        part = cls(*[SAMPLES[f.type] for f in required])
        assert java.echo(family, part.to_json()) == part.to_json(), name
        # Java fills in its own defaults for what is not said.
        short = {"type": name, **{f.name: part.to_dict()[f.name] for f in required}}
        assert java.echo(family, json.dumps(short)) == part.to_json(), name
        assert type(part).from_json(part.to_json()) == part


@pytest.mark.parametrize(
    "made, there, arguments",
    [
        (zoo.le_net(), "LeNet.of", ()),
        (zoo.le_net([1, 32, 32], 7), "LeNet.of", ((1, 32, 32), 7)),
        (zoo.res_net(), "ResNet.cifar10", ()),
        (zoo.res_net([3, 16, 16], 5), "ResNet.of", ((3, 16, 16), 5)),
        (zoo.vgg(), "Vgg.cifar10", ()),
        (zoo.vgg([3, 32, 32], 5, hidden=0), "Vgg.of", ((3, 32, 32), 5)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_networks_of_the_zoo_are_the_same_text(java, made, there, arguments):
    sent = [java.shape(*a) if isinstance(a, tuple) else a for a in arguments]
    assert made.to_json() == java.network(there, *sent)


@pytest.mark.parametrize("stage", [*STAGES, *STAGES.values()])
def test_stages_have_the_same_params(java, spark, stage):
    made = getattr(stages, stage)()
    there = {p.name: p for p in java.params(stage)}
    assert sorted(p.name for p in made.params) == sorted(there)
    for param in made.params:
        assert param.doc == there[param.name].doc
        default = made._defaultParamMap.get(param)
        assert default == there[param.name].default, param.name
        assert isinstance(param, Param)
        name = param.name[0].upper() + param.name[1:]
        assert callable(getattr(made, f"set{name}")) and callable(getattr(made, f"get{name}"))
        if stage in STAGES:
            for method in (type(made).__init__, type(made).setParams):
                assert param.name in inspect.signature(method).parameters


def test_every_stage_of_java_is_here(spark):
    """Spark finds Java's stages by these files; a new one must have a class in Python."""
    loader = spark._jvm.java.lang.Thread.currentThread().getContextClassLoader()
    named = set()
    for service in ("org.apache.spark.ml.Estimator", "org.apache.spark.ml.Transformer"):
        found = loader.getResources(f"META-INF/services/{service}")
        while found.hasMoreElements():
            stream = found.nextElement().openStream()
            named |= set(bytes(stream.readAllBytes()).decode().split())
    ours = {n.rsplit(".", 1)[-1] for n in named if n.startswith("io.kindling.")}
    assert ours == set(stages.__all__)


def test_written_modules_are_current(java):
    assert [path.name for path in stale(modules(java))] == [], "run bin/python-tables"
