"""Networks of layers, built in Python and described by the same JSON as in Java."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, ClassVar, List, Literal, Optional, Sequence, Tuple, Union

from kindling import _jvm
from kindling._parts import Axes, Part, refuse

__all__ = ["Input", "Network", "NetworkBuilder", "OnnxNetwork", "Padding"]


@dataclass(frozen=True)
class Padding(Part):
    """How many rows of zeros are put around an image before a window slides over it.

    Layers take a number for all sides, a list (one for each axis, or all beginnings and then all
    ends), or ``"same"``: as many as give ``ceil(size / stride)`` places.

    >>> Padding.of(1)
    Padding(mode='EXPLICIT', amounts=(1,))
    """

    _type: ClassVar[str] = ""

    mode: Literal["EXPLICIT", "SAME"]
    amounts: Sequence[int] = ()

    @staticmethod
    def of(*amounts: int) -> "Padding":
        """Returns padding of given amounts."""
        return Padding("EXPLICIT", amounts)

    @staticmethod
    def same() -> "Padding":
        """Returns the padding that keeps ``ceil(size / stride)`` places."""
        return Padding("SAME")

    @staticmethod
    def _of_value(value: Any) -> Optional["Padding"]:
        if value == "same":
            return Padding.same()
        if value == "valid":
            return Padding.of(0)
        if isinstance(value, str):
            return None
        return Padding.of(*value) if hasattr(value, "__iter__") else Padding.of(value)


class Layer(Part):
    """A step of a network: see ``kindling.layers``."""

    def named(self, name: str) -> "NamedLayer":
        """Returns this layer with a name for the network that it is put into."""
        return NamedLayer(name, self)

    def _kind(self) -> str:
        return self._type


@dataclass(frozen=True)
class NamedLayer(Layer):
    """A layer on its way into a network, with the name that it shall have there."""

    name: str
    layer: Layer

    def __post_init__(self) -> None:
        if not isinstance(self.layer, Layer):
            raise refuse("NamedLayer", "a layer", self.layer, "See help(kindling.layers).")

    def named(self, name: str) -> "NamedLayer":
        return NamedLayer(name, self.layer)


@dataclass(frozen=True)
class Input(Part):
    """What a network reads: the shape of one row, without the batch.

    ``dataType`` is ``"FLOAT32"``, or ``"INT64"`` for indices into an Embedding.
    """

    _type: ClassVar[str] = ""

    name: str
    dataType: Literal["FLOAT32", "INT64"]
    shape: Axes

    @staticmethod
    def of(name: str, shape: Union[int, Sequence[int]]) -> "Input":
        """Returns an input of numbers."""
        return Input(name, "FLOAT32", shape)

    @staticmethod
    def indices(name: str, shape: Union[int, Sequence[int]]) -> "Input":
        """Returns an input of indices, for an Embedding."""
        return Input(name, "INT64", shape)


@dataclass(frozen=True)
class NetworkLayer(Part):
    """A layer in its place in a network, with the names of what it reads."""

    _type: ClassVar[str] = ""

    name: str
    layer: Layer
    inputs: Sequence[str]


@dataclass(frozen=True)
class NetworkOutput(Part):
    """What a network gives: its name for users, and the layer whose result it is."""

    name: str
    from_: str

    def to_dict(self) -> dict:
        return {"name": self.name, "from": self.from_}

    @classmethod
    def from_dict(cls, values: Any) -> "NetworkOutput":
        return cls(values["name"], values["from"])


class Network(Part):
    """The architecture of a network, without weights.

    >>> from kindling.layers import Dense, Tanh
    >>> network = Network.sequential(2, Dense(16), Tanh(), Dense(2))
    >>> [layer.name for layer in network.layers]
    ['dense_1', 'tanh_1', 'dense_2']
    """

    @staticmethod
    def sequential(
        shape: Union[int, Sequence[int], Input], *layers: Layer
    ) -> "LayerNetwork":
        """Returns a network of layers one after another, with an output ``"output"``.

        :param shape: the shape of one row, without the batch (images: channels, height, width),
            or an Input; without a name the input is ``"input"``
        """
        first = shape if isinstance(shape, Input) else Input.of("input", shape)
        builder = Network.builder("network")
        return builder.output("output", builder.chain(builder.input(first), *layers)).build()

    @staticmethod
    def builder(name: str) -> "NetworkBuilder":
        """Returns a builder of networks with any number of inputs, outputs and branches."""
        return NetworkBuilder(name)

    @staticmethod
    def from_onnx(path: str) -> "OnnxNetwork":
        """Returns the architecture of an ONNX file; its weights come by ``initialModel``."""
        with _jvm.java_errors():
            json = _jvm.calls("Network.from_onnx").networkOfOnnx(path)
        return Network.from_json(json)  # type: ignore[return-value]

    def summary(self) -> str:
        """Returns a table of layers with their shapes and parameters; Java computes them.

        :raises pyspark.errors.IllegalArgumentException: when the layers do not fit together
        """
        with _jvm.java_errors():
            return str(_jvm.calls("Network.summary").networkSummary(self.to_json()))


@dataclass(frozen=True)
class LayerNetwork(Network):
    """A network of layers, each reading inputs and layers before it."""

    _type: ClassVar[str] = "Network"

    name: str
    inputs: Sequence[Input]
    layers: Sequence[NetworkLayer]
    outputs: Sequence[NetworkOutput]


@dataclass(frozen=True)
class OnnxNetwork(Network):
    """A network without layers: an ONNX graph without its weights, in base 64."""

    _type: ClassVar[str] = "Onnx"

    model: str = field(repr=False)


class NetworkBuilder:
    """Builds a network whose layers may branch and join.

    Inputs and layers are referred to by their names, which each call returns.

    >>> from kindling.layers import Add, Conv2d, Dense, GlobalAvgPool, Relu
    >>> builder = Network.builder("residual")
    >>> image = builder.input("image", [16, 32, 32])
    >>> branch = builder.chain(image, Conv2d(16, 3, padding=1), Relu())
    >>> joined = builder.add(Add(), image, branch)
    >>> scores = builder.chain(joined, GlobalAvgPool(), Dense(10))
    >>> network = builder.output("scores", scores).build()
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._inputs: List[Input] = []
        self._layers: List[NetworkLayer] = []
        self._outputs: List[NetworkOutput] = []
        self._numbers: Counter = Counter()

    def input(
        self, name: Union[str, Input], shape: Optional[Union[int, Sequence[int]]] = None
    ) -> str:
        """Adds an input of numbers, or any Input, and returns its name."""
        if not isinstance(name, Input) and shape is None:
            raise refuse("NetworkBuilder.input", "a shape", shape, "Give that of one row.")
        made = name if isinstance(name, Input) else Input.of(name, shape)  # type: ignore[arg-type]
        self._inputs.append(made)
        return made.name

    def add(self, layer: Layer, *inputs: str) -> str:
        """Adds a layer that reads inputs and layers, and returns its name.

        The name is that of ``layer.named(...)`` or, for the third Conv2d, ``conv2d_3``.
        """
        if not isinstance(layer, Layer):
            raise refuse("NetworkBuilder.add", "a layer", layer, "See help(kindling.layers).")
        if isinstance(layer, NamedLayer):
            name, layer = layer.name, layer.layer
        else:
            name = self._unused(layer._kind())
        self._layers.append(NetworkLayer(name, layer, inputs))
        return name

    def chain(self, start: str, *layers: Layer) -> str:
        """Adds layers one after another and returns the name of the last."""
        last = start
        for layer in layers:
            last = self.add(layer, last)
        return last

    def output(self, name: str, source: str) -> "NetworkBuilder":
        """Makes what a layer gives an output of the network."""
        self._outputs.append(NetworkOutput(name, source))
        return self

    def build(self) -> LayerNetwork:
        """Returns the network. Whether its parts fit together is judged when it is set."""
        return LayerNetwork(self._name, self._inputs, self._layers, self._outputs)

    def _unused(self, kind: str) -> str:
        kind = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", kind).lower()
        taken: Tuple[str, ...] = (
            *(made.name for made in self._inputs),
            *(made.name for made in self._layers),
        )
        while True:
            self._numbers[kind] += 1
            name = f"{kind}_{self._numbers[kind]}"
            if name not in taken:
                return name
