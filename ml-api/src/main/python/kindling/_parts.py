"""Values that cross to Java as JSON: the base of layers, losses, optimizers and all other parts."""

from __future__ import annotations

import json
import math
import operator
import re
from dataclasses import MISSING, fields
from decimal import Decimal
from typing import Any, ClassVar, Dict, Mapping, Sequence, Tuple, Type, TypeVar, Union

#: A number for each axis, or one for all of them.
Axes = Union[int, Sequence[int]]

P = TypeVar("P", bound="Part")


def java_double(value: float) -> str:
    """Returns a number as Java writes a double, so that JSON of both sides is the same text."""
    if value == 0 or 1e-3 <= abs(value) < 1e7:
        return repr(float(value))
    number = Decimal(repr(value)).normalize()
    digits = "".join(map(str, number.as_tuple().digits))
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[0]}.{digits[1:] or '0'}E{number.adjusted()}"


def to_json(value: Any) -> str:
    """Returns plain values as the JSON text that Java's codec writes for them."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return java_double(value)
    if isinstance(value, (int, str)):
        # Java's codec writes letters of other alphabets as they are.
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{to_json(str(k))}:{to_json(v)}" for k, v in value.items()) + "}"
    return "[" + ",".join(to_json(element) for element in value) + "]"


def refuse(who: str, rule: str, got: Any, advice: str) -> ValueError:
    """Returns an error in the words that Kindling uses in all languages."""
    return ValueError(f"{who}: expected {rule}, got {got!r}. {advice}")


class Part:
    """A value with fields, equal to another with the same fields; subclasses are dataclasses.

    Fields are converted when a part is made, so a wrong type is an error there. Whether numbers
    make sense is judged in Java, when the part is set or the network is built.
    """

    #: The name in JSON; empty for parts that are told by their place.
    _type: ClassVar[str] = ""
    #: The order of fields in JSON where it is not that of the class.
    _order: ClassVar[Tuple[str, ...]] = ()
    #: How many axes a field with a number for each axis has.
    _rank: ClassVar[int] = 1
    #: Classes by the family (direct subclass of Part) and the name in JSON.
    _known: ClassVar[Dict[Tuple[str, str], Type["Part"]]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "_type" in cls.__dict__:
            Part._known[(cls._family(), cls._type)] = cls

    @classmethod
    def _family(cls) -> str:
        return next(c.__name__ for c in reversed(cls.__mro__) if c not in (object, Part))

    @classmethod
    def own(cls: Type[P], type: str, **components: Any) -> P:
        """Returns a part that you wrote in Java, by its name and components there.

        Its jar must be on the class path and offer it with a ``JsonTypesProvider``.

        >>> from kindling.layers import Layer
        >>> Layer.own("Swish", firstSlope=1.0).to_json()
        '{"type":"Swish","firstSlope":1.0}'
        """
        part = object.__new__(_own_class(cls))
        object.__setattr__(part, "_values", {"type": type, **components})
        return part  # type: ignore[return-value]

    def __post_init__(self) -> None:
        for field in fields(self):  # type: ignore[arg-type]
            value = getattr(self, field.name)
            who = f"{type(self).__name__} {field.name}"
            object.__setattr__(self, field.name, convert(who, str(field.type), value, self._rank))

    def to_dict(self) -> Dict[str, Any]:
        """Returns the part as dictionaries, lists, numbers and texts, as it stands in JSON."""
        out: Dict[str, Any] = {"type": self._type} if self._type else {}
        names = self._order or tuple(f.name for f in fields(self))  # type: ignore[arg-type]
        for name in names:
            value = getattr(self, name)
            if value is not None:
                out[name] = plain(value)
        return out

    def to_json(self) -> str:
        """Returns the very JSON that Java's codec writes for the part."""
        return to_json(self.to_dict())

    @classmethod
    def from_json(cls: Type[P], text: str) -> P:
        """Returns the part of this family that JSON describes, whoever wrote it.

        >>> from kindling.optimizers import Optimizer
        >>> Optimizer.from_json('{"type": "Sgd", "momentum": 0.9}')
        Sgd(momentum=0.9, nesterov=False, weightDecay=0.0)
        """
        try:
            values = json.loads(text)
        except ValueError as e:
            raise refuse(cls.__name__, f"JSON ({e})", text[:80], "Correct the text.") from None
        if not isinstance(values, dict):
            raise refuse(cls.__name__, "a JSON object", text[:80], "Correct the text.")
        return cls.from_dict(values)

    @classmethod
    def from_dict(cls: Type[P], values: Mapping[str, Any]) -> P:
        """Returns the part that dictionaries, lists, numbers and texts describe."""
        name = values.get("type", cls._type)
        known = Part._known.get((cls._family(), name))
        if known is None:
            if not name:
                raise refuse(cls.__name__, 'a field "type"', dict(values), "Add it.")
            return cls.own(name, **{k: v for k, v in values.items() if k != "type"})
        given = {k: v for k, v in values.items() if k != "type"}
        names = {f.name for f in fields(known)}  # type: ignore[arg-type]
        unknown = sorted(set(given) - names)
        if unknown:
            raise refuse(known.__name__, f"fields of {sorted(names)}", unknown, "Remove them.")
        missing = [
            f.name
            for f in fields(known)  # type: ignore[arg-type]
            if f.default is MISSING and f.default_factory is MISSING and f.name not in given
        ]
        if missing:
            raise refuse(known.__name__, f"fields {missing}", sorted(given), "Add them.")
        return known(**given)  # type: ignore[return-value]


def _own_class(family: Type[Part]) -> Type[Part]:
    class Own(family):  # type: ignore[misc, valid-type]
        """A part that is written in Java."""

        def to_dict(self) -> Dict[str, Any]:
            return {name: plain(value) for name, value in self._values.items()}

        def __repr__(self) -> str:
            parts = [f"{k}={v!r}" for k, v in self._values.items() if k != "type"]
            return f"{family.__name__}.own({', '.join([repr(self._values['type']), *parts])})"

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Part) and self.to_dict() == other.to_dict()

        def __hash__(self) -> int:
            return hash(self.to_json())

        def _kind(self) -> str:
            return str(self._values["type"])

    return Own


def plain(value: Any) -> Any:
    """Returns parts and sequences of them as dictionaries and lists."""
    if isinstance(value, Part):
        return value.to_dict()
    if isinstance(value, (list, tuple)):
        return [plain(element) for element in value]
    return value


def convert(who: str, kind: str, value: Any, rank: int = 1) -> Any:
    """Returns a value as the kind that an annotation names.

    :raises ValueError: when it is no such value
    """
    if kind == "bool":
        if isinstance(value, bool) or type(value).__name__ == "bool_":
            return bool(value)
        raise refuse(who, "True or False", value, "Correct it.")
    if kind == "int":
        return _integer(who, value)
    if kind == "float":
        return _number(who, value)
    if kind == "str" or kind.startswith("Literal["):
        words = re.findall(r"'([^']*)'", kind)
        if not isinstance(value, str) or (words and value not in words):
            raise refuse(who, f"one of {words}" if words else "a text", value, "Correct it.")
        return value
    if kind == "Axes":
        return _axes(who, value, rank)
    if kind.startswith("Sequence["):
        if isinstance(value, (str, Mapping, Part)) or not hasattr(value, "__iter__"):
            raise refuse(who, "a list", value, "Put it in brackets.")
        return tuple(convert(who, kind[len("Sequence[") : -1], element) for element in value)
    if kind.startswith("Optional["):
        return None if value is None else convert(who, kind[len("Optional[") : -1], value, rank)
    return _part(who, kind, value)


def _integer(who: str, value: Any) -> int:
    try:
        if isinstance(value, bool):
            raise TypeError
        return operator.index(value)
    except TypeError:
        raise refuse(who, "a whole number", value, "Correct it.") from None


def _number(who: str, value: Any) -> float:
    try:
        if isinstance(value, (bool, str)):
            raise TypeError
        number = float(value)
    except (TypeError, ValueError):
        raise refuse(who, "a number", value, "Correct it.") from None
    if not math.isfinite(number):
        raise refuse(who, "a finite number", value, "Correct it.")
    return number


def _axes(who: str, value: Any, rank: int) -> Tuple[int, ...]:
    if hasattr(value, "__iter__") and not isinstance(value, str):
        return tuple(_integer(who, element) for element in value)
    return (_integer(who, value),) * rank


def _part(who: str, kind: str, value: Any) -> Part:
    families = {c.__name__: c for c in _families()}
    wanted = next(name for name in re.findall(r"\w+", kind) if name in families)
    family = families[wanted]
    if isinstance(value, family):
        return value
    if isinstance(value, Mapping):
        return family.from_dict(value)
    reader = getattr(family, "_of_value", None)
    part = reader(value) if reader else None
    if part is None:
        raise refuse(who, f"a value of {family.__name__}", value, f"See help({family.__module__}).")
    return part


def _families() -> Tuple[Type[Part], ...]:
    return tuple(Part.__subclasses__())


def json_of(who: str, family: Type[Part], value: Any) -> str:
    """Returns the JSON of a part, or of JSON text itself, which Java judges."""
    if isinstance(value, family):
        return value.to_json()
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return family.from_dict(value).to_json()
    raise refuse(
        who, f"a value of {family.__name__}, or its JSON", value, f"See help({family.__module__})."
    )
