"""Arrays of numpy as columns of a DataFrame, and columns as arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, Optional

from kindling._parts import refuse

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["from_numpy", "to_numpy"]


def from_numpy(spark: "SparkSession", partitions: Optional[int] = None, **columns: Any) -> "DataFrame":
    """Returns a DataFrame with a column for each array, a row for each first index.

    An array of one axis becomes a column of numbers. One of more axes becomes a column whose rows
    are flat: bytes where it holds uint8, else arrays of numbers; the network knows the shape.
    Images are channels first: ``[rows, channels, height, width]``.

    :param partitions: how many partitions the rows are spread over; left out: as Spark does it

    >>> frame = from_numpy(spark, image=images, label=labels)  # doctest: +SKIP
    """
    import numpy
    import pyarrow

    arrays = {name: numpy.asarray(values) for name, values in columns.items()}
    lengths = {name: len(values) if values.ndim else -1 for name, values in arrays.items()}
    if not arrays or len(set(lengths.values())) > 1 or -1 in lengths.values():
        raise refuse("from_numpy", "arrays with the same first axis", lengths, "Correct them.")
    table = pyarrow.table({name: _column(values) for name, values in arrays.items()})
    frame = spark.createDataFrame(table)
    return frame if partitions is None else frame.repartition(partitions)


def _column(values: Any) -> Any:
    import numpy
    import pyarrow

    if values.ndim == 1:
        return pyarrow.array(values)
    flat = numpy.ascontiguousarray(values).reshape(len(values), -1)
    if flat.dtype == numpy.uint8:
        return pyarrow.array([row.tobytes() for row in flat], type=pyarrow.binary())
    width = flat.shape[1]
    offsets = numpy.arange(0, flat.size + 1, width, dtype=numpy.int32)
    return pyarrow.ListArray.from_arrays(offsets, pyarrow.array(flat.reshape(-1)))


def to_numpy(frame: "DataFrame", *columns: str) -> Dict[str, Any]:
    """Returns columns as arrays of numpy, by name; all columns when none is named.

    Vectors and arrays become arrays with a second axis; rows must be equally long then.

    >>> to_numpy(model.transform(test), "prediction")["prediction"]  # doctest: +SKIP
    array([0., 1., 1.])
    """
    import numpy
    from pyspark.ml.functions import vector_to_array
    from pyspark.sql import functions

    names = list(columns) or frame.columns
    chosen = []
    for name in names:
        field = frame.schema[name]
        column = functions.col(f"`{name}`")
        if field.dataType.typeName() == "vectorudt" or "Vector" in type(field.dataType).__name__:
            column = vector_to_array(column)
        chosen.append(column.alias(name))
    table = frame.select(*chosen).toArrow()
    out: Dict[str, Any] = {}
    for name in names:
        values = table.column(name).to_pylist()
        bytes_ = bool(values) and isinstance(values[0], (bytes, bytearray))
        out[name] = (
            numpy.stack([numpy.frombuffer(v, dtype=numpy.uint8) for v in values])
            if bytes_
            else numpy.asarray(values)
        )
    return out
