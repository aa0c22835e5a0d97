"""Writes the ONNX files of this folder with ONNX's own tools."""
import pathlib

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HERE = pathlib.Path(__file__).parent
W = np.array([[1, 2, 3], [4, 5, 6]], np.float32)
B = np.array([0.5, 0, -0.5], np.float32)


def write(name, nodes, batch, scores):
    graph = helper.make_graph(
        nodes,
        "foreign",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [batch, 2])],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, scores)],
        [numpy_helper.from_array(W, "w"), numpy_helper.from_array(B, "b")],
    )
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8, producer_name="kindling-test")
    onnx.checker.check_model(model)
    (HERE / name).write_bytes(model.SerializeToString())


GEMM = helper.make_node("Gemm", ["x", "w", "b"], ["scores"])
write("foreign.onnx", [GEMM], "n", ["n", 3])
# An exporter baked the size of its example batch in.
write("batch8.onnx", [GEMM], 8, [8, 3])
# An operator that is not read here, beside weights of other names than the network's.
write(
    "unfit.onnx",
    [
        helper.make_node("Gemm", ["x", "w", "b"], ["y"]),
        helper.make_node("Det", ["y"], ["d"]),
        helper.make_node("Identity", ["y"], ["scores"]),
    ],
    "n",
    ["n", 3],
)
