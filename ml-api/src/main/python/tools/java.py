"""Asks a JVM with Kindling on its class path for the types and params that there are."""

from __future__ import annotations

import json
import os
from typing import Any, Dict, List, NamedTuple, Optional

from pyspark import SparkConf
from pyspark.java_gateway import launch_gateway

STAGES = {
    "DeepClassifier": "DeepClassificationModel",
    "DeepRegressor": "DeepRegressionModel",
    "DeepEstimator": "DeepModel",
}


class Component(NamedTuple):
    """A component of a record."""

    name: str
    kind: str
    required: bool
    default: Any


class Type(NamedTuple):
    """A record that JSON may name."""

    name: str
    java_class: str
    family: str
    components: List[Component]


class ParamInfo(NamedTuple):
    """A param of a stage."""

    name: str
    kind: str
    doc: str
    group: str
    part: str
    default: Any


class Java:
    """A JVM that is asked; ``close`` ends it."""

    def __init__(self, gateway: Any = None) -> None:
        self._own = gateway is None
        if gateway is None:
            jars = os.environ["KINDLING_JARS"].replace(",", os.pathsep)
            gateway = launch_gateway(SparkConf().set("spark.driver.extraClassPath", jars))
        self._gateway = gateway
        self._jvm = gateway.jvm
        self._codec = self._jvm.io.kindling.layers.json.JsonCodec.standard()
        # All interfaces count, and those of superclasses: an optimizer may be a StepOptimizer.
        self._families = {
            "Network": "io.kindling.layers.Network",
            "Layer": "io.kindling.layers.Layer",
            "Initializer": "io.kindling.graph.Initializer",
            "Loss": "io.kindling.layers.loss.Loss",
            "Metric": "io.kindling.layers.metric.Metric",
            "OutputMetric": "io.kindling.training.OutputMetric",
            "Optimizer": "io.kindling.layers.optimizer.Optimizer",
            "Schedule": "io.kindling.layers.schedule.Schedule",
        }

    def _class(self, name: str) -> Any:
        """Returns a class as the session's jars have it."""
        loader = self._jvm.java.lang.Thread.currentThread().getContextClassLoader()
        return self._jvm.java.lang.Class.forName(name, True, loader)

    def close(self) -> None:
        """Ends the JVM if this object started it."""
        if self._own:
            self._gateway.shutdown()
            self._gateway.proc.stdin.close()
            self._gateway.proc.wait(30)

    def types(self) -> List[Type]:
        """Returns the types of the families that Python builds, in Java's order."""
        out = []
        for cls in self._codec.types().classes():
            family = self._family(cls)
            if family is not None:
                out.append(self._type(cls, family))
        return out

    def _family(self, cls: Any) -> Optional[str]:
        for family, name in self._families.items():
            if self._class(name).isAssignableFrom(cls):
                return family
        return None

    def _type(self, cls: Any, family: str) -> Type:
        entry = self._entry(cls)
        optional = self._private(entry, "defaults")
        required = set(self._private(entry, "required"))
        defaults = json.loads(self._codec.toJson(optional.get())) if optional.isPresent() else None
        components = []
        for component in cls.getRecordComponents():
            name = component.getName()
            kind = component.getGenericType().toString().split(" ", 1)[-1]
            needed = defaults is None or name in required
            default = None if defaults is None else defaults.get(name)
            components.append(Component(name, kind, needed, default))
        return Type(self._private(entry, "name"), cls.getName(), family, components)

    def _entry(self, cls: Any) -> Any:
        types = self._codec.types()
        method = types.getClass().getDeclaredMethod(
            "entry", self._array("java.lang.Class", self._class("java.lang.Class")))
        method.setAccessible(True)
        return method.invoke(types, self._array("java.lang.Object", cls)).get()

    def _private(self, target: Any, name: str) -> Any:
        method = target.getClass().getDeclaredMethod(name, self._array("java.lang.Class"))
        method.setAccessible(True)
        return method.invoke(target, self._array("java.lang.Object"))

    def _array(self, java_class: str, *elements: Any) -> Any:
        cls = self._jvm
        for part in java_class.split("."):
            cls = getattr(cls, part)
        array = self._gateway.new_array(cls, len(elements))
        for index, element in enumerate(elements):
            array[index] = element
        return array

    def params(self, stage: str) -> List[ParamInfo]:
        """Returns the params of a stage, in their order there: by name."""
        cls = self._class(f"io.kindling.ml.{stage}")
        made = self._made(stage)
        out = []
        for param in made.params():
            name = param.name()
            getter = cls.getMethod(name, self._array("java.lang.Class"))
            default = self._default(made, param)
            out.append(
                ParamInfo(
                    name,
                    param.getClass().getSimpleName(),
                    param.doc(),
                    getter.getDeclaringClass().getName(),
                    self._part(cls, name),
                    default,
                )
            )
        return out

    def _made(self, stage: str) -> Any:
        """Returns an instance: models are made of the network of one layer, without training."""
        if stage in STAGES:
            return getattr(self._jvm.io.kindling.ml, stage)()
        fitted = self._class("io.kindling.ml.FittedNetwork")
        cls = self._class(f"io.kindling.ml.{stage}")
        text = self._class("java.lang.String")
        constructor = cls.getDeclaredConstructor(self._array("java.lang.Class", text, fitted))
        constructor.setAccessible(True)
        return constructor.newInstance(self._array("java.lang.Object", "model", None))

    def _default(self, made: Any, param: Any) -> Any:
        if not made.hasDefault(param):
            return None
        value = made.getDefault(param).get()
        plain = isinstance(value, (bool, int, float, str))
        return value if plain else [element for element in value]

    def _part(self, cls: Any, name: str) -> str:
        """Returns the family of values that a setter takes beside JSON; empty: none."""
        setter = "set" + name[0].upper() + name[1:]
        for method in cls.getMethods():
            if method.getName() == setter:
                taken = method.getParameterTypes()[0].getSimpleName().replace("[]", "")
                if taken in self._families:
                    return taken
        return ""

    def jsons(self) -> Dict[str, str]:
        """Returns the JSON of every type with its defaults, by its class."""
        out = {}
        for cls in self._codec.types().classes():
            optional = self._private(self._entry(cls), "defaults")
            if optional.isPresent():
                out[cls.getName()] = self._codec.toJson(optional.get())
        return out

    def echo(self, family: str, text: str) -> str:
        """Returns JSON as Java reads and writes it again."""
        cls = self._class(self._families[family])
        return self._codec.toJson(self._codec.fromJson(text, cls))

    def network(self, zoo: str, *arguments: Any) -> str:
        """Returns the JSON of a network of the zoo, made by a method of its class."""
        name, method = zoo.split(".")
        made = getattr(getattr(self._jvm.io.kindling.layers.zoo, name), method)(*arguments)
        return self._codec.toJson(made)

    def shape(self, *dims: int) -> Any:
        """Returns a shape."""
        array = self._gateway.new_array(self._jvm.long, len(dims))
        for index, dim in enumerate(dims):
            array[index] = dim
        return self._jvm.io.kindling.tensor.Shape.of(array)
