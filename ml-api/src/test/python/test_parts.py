"""What the builders do without Java."""

from __future__ import annotations

import doctest
import importlib
import inspect
import json
import pkgutil

import kindling
import pytest
from kindling import Input, Network, Padding
from kindling._parts import Part, java_double
from kindling.initializers import Constant, Initializer, Normal
from kindling.layers import Add, Conv2d, Dense, Embedding, Flatten, Layer, MaxPool2d, Relu, Reshape
from kindling.losses import Loss
from kindling.schedules import Cosine, MultiStep, Schedule, WarmUp


def modules():
    names = [m.name for m in pkgutil.iter_modules(kindling.__path__)]
    return [importlib.import_module(f"kindling.{n}") for n in names if n != "__main__"]


@pytest.mark.parametrize("module", modules(), ids=lambda m: m.__name__)
def test_examples_of_the_documentation(module):
    result = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert result.failed == 0


def test_every_public_name_is_documented():
    for module in modules():
        assert inspect.getdoc(module), module
        for name in getattr(module, "__all__", []):
            value = getattr(module, name)
            if inspect.isclass(value) or inspect.isfunction(value):
                assert inspect.getdoc(value), f"{module.__name__}.{name}"


@pytest.mark.parametrize(
    "value, text",
    [
        (0.0, "0.0"), (-0.0, "-0.0"), (1.0, "1.0"), (0.001, "0.001"), (0.0001, "1.0E-4"),
        (1e-8, "1.0E-8"), (2.5e-7, "2.5E-7"), (1e7, "1.0E7"), (9999999.5, "9999999.5"),
        (-12345678.25, "-1.234567825E7"), (1e300, "1.0E300"), (0.1 + 0.2, "0.30000000000000004"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_java_writes_them(value, text):
    assert java_double(value) == text


def test_names_of_layers_count_up_around_taken_ones():
    builder = Network.builder("n")
    builder.input("dense_2", 3)
    first = builder.add(Dense(1), "dense_2")
    second = builder.add(Dense(1).named("mine"), first)
    third = builder.add(Dense(1), second)
    assert [first, second, third] == ["dense_1", "mine", "dense_3"]


def test_a_number_stands_for_all_axes():
    layer = Conv2d(6, 5, stride=2, padding="same")
    assert layer.kernelSize == (5, 5) and layer.stride == (2, 2)
    assert layer.padding == Padding.same()
    assert Conv2d(6, (5, 3), padding=(1, 2)).padding == Padding.of(1, 2)
    assert MaxPool2d(2, stride=1).stride == (1, 1)
    assert Reshape([1, 28, 28]).shape == (1, 28, 28)


def test_numbers_of_numpy_are_numbers():
    numpy = pytest.importorskip("numpy")
    assert Dense(numpy.int64(3)).to_json() == Dense(3).to_json()
    assert Normal(numpy.float32(0.5)).to_json() == Normal(0.5).to_json()


@pytest.mark.parametrize(
    "make, message",
    [
        (lambda: Dense(1.5), "Dense units: expected a whole number, got 1.5."),
        (lambda: Dense(True), "Dense units: expected a whole number, got True."),
        (lambda: Dense(1, bias=1), "Dense bias: expected True or False, got 1."),
        (lambda: Dense(1, weightInitializer="he"), "expected a value of Initializer, got 'he'."),
        (lambda: Constant("1"), "Constant value: expected a number, got '1'."),
        (lambda: Constant(float("nan")), "expected a finite number, got nan."),
        (lambda: Conv2d(1, 1, padding="big"), "expected a value of Padding, got 'big'."),
        (lambda: MultiStep(0.1, 3), "MultiStep milestones: expected a list, got 3."),
        (lambda: Cosine(0.1, 3, pace="DAYS"), "expected one of ['STEPS', 'EPOCHS'"),
        (lambda: Schedule.from_json("{"), "Schedule: expected JSON ("),
        (lambda: Schedule.from_json("[]"), "Schedule: expected a JSON object"),
        (lambda: Schedule.from_json('{"rate":1}'), 'Schedule: expected a field "type"'),
        (lambda: Schedule.from_json('{"type":"Cosine","rate":1}'), "expected fields ['length']"),
        (lambda: Layer.from_json('{"type":"Dense","units":1,"x":2}'), "got ['x']. Remove them."),
        (lambda: Network.builder("n").add(Dense, "x"), "NetworkBuilder.add: expected a layer"),
    ],
)
def test_wrong_values_are_refused_where_they_are_given(make, message):
    with pytest.raises(ValueError) as raised:
        make()
    assert message in str(raised.value)


def test_parts_are_values():
    assert Dense(3) == Dense(3) != Dense(4)
    assert len({Dense(3), Dense(3), WarmUp(Cosine(1, 2), 3)}) == 2
    with pytest.raises(Exception, match="cannot assign"):
        Dense(3).units = 4


def test_a_name_in_two_families_is_read_by_its_place():
    assert type(Initializer.from_json('{"type":"Constant","value":1}')) is Constant
    assert Schedule.from_json('{"type":"Constant","rate":1}').to_dict()["rate"] == 1.0


def test_parts_that_are_written_in_java():
    loss = Loss.own("QuantileLoss", q=0.9)
    assert loss.to_json() == '{"type":"QuantileLoss","q":0.9}'
    assert Loss.from_json(loss.to_json()) == loss
    network = Network.sequential(2, Dense(2), Layer.own("Swish", firstSlope=1.0))
    assert [layer.name for layer in network.layers] == ["dense_1", "swish_1"]
    assert Network.from_json(network.to_json()) == network


def test_networks_with_branches_and_indices():
    builder = Network.builder("two")
    words = builder.input(Input.indices("words", [5]))
    numbers = builder.input("numbers", 3)
    left = builder.chain(words, Embedding(100, 4), Flatten(), Dense(8))
    joined = builder.add(Add(), left, builder.chain(numbers, Dense(8), Relu()))
    network = builder.output("scores", joined).build()
    assert json.loads(network.to_json())["inputs"][0]["dataType"] == "INT64"
    assert Network.from_json(network.to_json()) == network
    assert isinstance(network, Part)
