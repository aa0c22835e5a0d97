"""What all stages share: the Java object behind them, errors, copies, files."""

from __future__ import annotations

import inspect
import json
from typing import (
    Any,
    Callable,
    ClassVar,
    Concatenate,
    Dict,
    Generic,
    List,
    Optional,
    ParamSpec,
    Type,
    TypeVar,
)

from pyspark.ml.param import Param
from pyspark.ml.util import JavaMLReadable, JavaMLReader, JavaMLWritable, MLReader, MLWriter
from pyspark.ml.wrapper import JavaEstimator, JavaModel, JavaParams
from pyspark.sql import DataFrame

from kindling import _jvm, _live
from kindling.history import TrainingSummary
from kindling.network import Network

__all__: List[str] = []

S = TypeVar("S", bound="_Stage")
M = TypeVar("M", bound="DeepStageModel")
P = ParamSpec("P")

JAVA_PACKAGE = "io.kindling.ml"


def java_class(cls: type) -> str:
    """Returns the full name of a stage in Java."""
    return f"{JAVA_PACKAGE}.{cls.__name__}"


class _Stage(JavaParams, JavaMLReadable, JavaMLWritable):
    """A stage whose params, fits and files are those of a Java object."""

    def _set(self: S, **kwargs: Any) -> S:
        super()._set(**kwargs)
        if _jvm.is_connect():
            # Spark Connect cannot send a list without elements; no such param has another default.
            for name in [name for name, value in kwargs.items() if value == []]:
                self._paramMap.pop(self.getParam(name), None)
        elif self._java_obj is not None:
            # Java judges values, and it should do so where they are set.
            for name in [name for name, value in kwargs.items() if value is not None]:
                self._judge(self.getParam(name))
        return self

    def _judge(self, param: Param) -> None:
        try:
            with _jvm.java_errors():
                self._make_java_param_pair(param, self._paramMap[param])
        except Exception:
            del self._paramMap[param]
            raise

    def copy(self: S, extra: Optional[Dict[Param, Any]] = None) -> S:
        """Returns a copy with the same uid and some params set otherwise."""
        own = {
            param: param.typeConverter(value) if param.parent == self.uid else value
            for param, value in (extra or {}).items()
        }
        with _jvm.java_errors():
            return super().copy(own)

    @classmethod
    def read(cls: Type[S]) -> MLReader[S]:
        """Returns a reader of saved stages of this class."""
        if _jvm.is_connect():
            from kindling._connect import ConnectReader

            return ConnectReader(cls, java_class(cls))
        _jvm.jvm(f"{cls.__name__}.read")
        return _Reader(cls)

    @classmethod
    def load(cls: Type[S], path: str) -> S:
        """Loads a saved stage of this class."""
        with _jvm.java_errors():
            return cls.read().load(path)

    def save(self, path: str) -> None:
        """Saves the stage in a folder that does not exist yet."""
        with _jvm.java_errors():
            super().save(path)


def set_params(init: Callable[Concatenate[S, P], None]) -> Callable[Concatenate[S, P], S]:
    """Returns the method that takes what a constructor takes, for a stage that is there already.

    So the arguments of a stage stand in one place; ``help`` and editors show them for both.
    """
    signature = inspect.signature(init)

    def setParams(self: S, *args: P.args, **params: P.kwargs) -> S:
        """Sets params by name, as the constructor does."""
        signature.bind(self, *args, **params)
        return self._set(**params)

    setParams.__qualname__ = init.__qualname__.replace("__init__", "setParams")
    setParams.__module__ = init.__module__
    shown = signature.replace(return_annotation="Self")
    setParams.__signature__ = shown  # type: ignore[attr-defined]
    return setParams


class _Reader(JavaMLReader):
    @classmethod
    def _java_loader_class(cls, clazz: Any) -> str:
        return java_class(clazz)


class DeepStageEstimator(_Stage, JavaEstimator[M], Generic[M]):
    """A stage that trains a network."""

    _model: ClassVar[type]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        made = cls.__dict__.get("__init__")
        if made is not None and cls.__module__.startswith("kindling.stages"):
            # What help() and an editor show of the constructor: its params in the words of Java.
            found = [(n, getattr(cls, n, None)) for n in inspect.signature(made).parameters]
            docs = [f":param {n}: {param.doc}" for n, param in found if isinstance(param, Param)]
            made.__doc__ = "\n".join([str(made.__doc__), "", *docs])

    def _start(self, init: Callable[..., None]) -> None:
        """Makes the Java object; what the constructor's arguments begin with are the defaults."""
        if not _jvm.is_connect():
            _jvm.jvm(type(self).__name__)
        self._java_obj = self._new_java_obj(java_class(type(self)), self.uid)
        arguments = inspect.signature(init).parameters.items()
        self._setDefault(**{
            name: argument.default for name, argument in arguments
            if argument.kind is argument.KEYWORD_ONLY and argument.default is not None
        })

    def _create_model(self, java_model: Any) -> M:
        model = self._model(java_model)
        if not _jvm.is_connect():
            # What a fit found out, as the names of classes.
            model._transfer_params_from_java()
        return model

    def _fit_java(self, dataset: DataFrame) -> Any:
        if _jvm.is_connect() or not self.getOrDefault("progress") or not _live.wanted():
            return super()._fit_java(dataset)
        self._transfer_params_to_java()
        return _live.fit(self._java_obj, dataset._jdf)

    def _fit(self, dataset: DataFrame) -> M:
        with _jvm.java_errors():
            return super()._fit(dataset)


class DeepStageModel(_Stage, JavaModel):
    """A trained network: its weights, its architecture and how it was trained."""

    def _transform(self, dataset: DataFrame) -> DataFrame:
        with _jvm.java_errors():
            return super()._transform(dataset)

    def _ask(self, member: str, question: str, *args: Any) -> Any:
        who = f"{type(self).__name__}.{member}"
        if _jvm.is_connect():
            _jvm.refuse_connect(who, "Save the model and load it in a classic session.")
        with _jvm.java_errors():
            return getattr(_jvm.calls(who), question)(self._java_obj, *args)

    def weights(self) -> "Dict[str, Any]":
        """Returns all parameters by name, states such as running means included.

        The values are float32 arrays of numpy, copies that may be changed. Not available by Spark
        Connect.

        >>> model.weights()["dense_1.weight"].shape  # doctest: +SKIP
        (16, 2)
        """
        import numpy

        out = {}
        for name in self._ask("weights", "parameters"):
            shape = [int(n) for n in self._ask("weights", "shape", name)]
            data = self._ask("weights", "elements", name)
            out[name] = numpy.frombuffer(bytes(data), dtype=numpy.float32).reshape(shape).copy()
        return out

    def network(self) -> Network:
        """Returns the architecture. Not available by Spark Connect."""
        return Network.from_json(self._ask("network", "network"))

    def summary(self) -> TrainingSummary:
        """Returns how the network was trained. Not available by Spark Connect."""
        return TrainingSummary(json.loads(self._ask("summary", "summary")))

    @property
    def history(self) -> Any:
        """The epochs of the training as a DataFrame of pandas, a row for each.

        Not available by Spark Connect.
        """
        return self.summary().history


class OnnxModels:
    """Ways to a model without training."""

    @classmethod
    def fromOnnx(cls, path: str) -> Any:
        """Returns a model that scores with an ONNX file, whoever wrote it.

        Columns have the names of its inputs and outputs unless they are set. Not available by
        Spark Connect.

        :raises KindlingError: when it cannot be read, with all reasons
        """
        return cls._made("fromOnnx", path)

    @classmethod
    def fromCheckpoint(cls, dir: str, step: int = -1) -> Any:
        """Returns a model of a checkpoint. Not available by Spark Connect.

        :param dir: a checkpoint, or a folder of them
        :param step: the number of steps that were done; below 0 for the newest
        """
        return cls._made("fromCheckpoint", dir, step)

    @classmethod
    def _made(cls, method: str, *args: Any) -> Any:
        with _jvm.java_errors():
            java = getattr(_jvm.jvm(f"{cls.__name__}.{method}"), java_class(cls))
            made = cls(getattr(java, method)(*args))  # type: ignore[call-arg]
            made._transfer_params_from_java()  # type: ignore[attr-defined]
        return made
