"""Stages by Spark Connect: what Spark's own reader cannot know of packages beside its own."""

from __future__ import annotations

from typing import Any, Generic, Type, TypeVar

from pyspark.ml.util import MLReader, RemoteModelRef
from pyspark.ml.wrapper import JavaModel

S = TypeVar("S")


class ConnectReader(MLReader, Generic[S]):
    """Reads a stage that a server keeps under its Java name.

    Spark's RemoteMLReader takes the Java name of a class from its Python module, which only holds
    for Spark's own.
    """

    def __init__(self, stage: Type[S], java_name: str) -> None:
        super().__init__()
        self._stage = stage
        self._java_name = java_name

    def load(self, path: str) -> S:
        """Loads the stage of a folder that the server sees."""
        import pyspark.sql.connect.proto as proto
        from pyspark.ml.connect.serialize import deserialize, deserialize_param
        from pyspark.sql.connect.session import SparkSession

        session = SparkSession.getActiveSession()
        if session is None:
            raise RuntimeError("Kindling: expected a Spark session, got none. Make one first.")
        is_model = issubclass(self._stage, JavaModel)
        kind = "OPERATOR_TYPE_MODEL" if is_model else "OPERATOR_TYPE_ESTIMATOR"
        operator = proto.MlOperator(name=self._java_name, type=getattr(proto.MlOperator, kind))
        command = proto.Command()
        command.ml_command.read.CopyFrom(proto.MlCommand.Read(operator=operator, path=path))
        _, properties, _ = session.client.execute_command(command)
        result = deserialize(properties)
        stage: Any = self._stage
        made = stage(RemoteModelRef(result.obj_ref.id)) if is_model else stage()
        made._resetUid(result.uid)
        made._set(**{k: deserialize_param(v) for k, v in result.params.params.items()})
        return made
