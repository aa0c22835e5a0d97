"""Makes the ONNX models of src/bench/test/resources/models, with inputs and outputs.

Each folder has the layout of ONNX's backend tests. Outputs come from onnxruntime, so every file is
read by two programs. Old versions of operators are made by hand, whole networks by PyTorch.

    python conformance_models.py ../test/resources/models
"""

import pathlib
import sys

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper

OUT = pathlib.Path(sys.argv[1])
RANDOM = np.random.default_rng(7)
FLOAT, INT64 = TensorProto.FLOAT, TensorProto.INT64
IR = {7: 4, 8: 4, 9: 4, 10: 5, 11: 6, 12: 7, 13: 7, 14: 7, 15: 8, 17: 8, 18: 8}


def floats(*shape):
    return RANDOM.standard_normal(shape).astype(np.float32)


def save(name, model, feeds):
    onnx.checker.check_model(model, full_check=True)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    results = session.run(None, feeds)
    data = OUT / name / "test_data_set_0"
    data.mkdir(parents=True, exist_ok=True)
    (OUT / name / "model.onnx").write_bytes(model.SerializeToString())
    for i, value in enumerate(session.get_inputs()):
        (data / f"input_{i}.pb").write_bytes(
            numpy_helper.from_array(feeds[value.name], value.name).SerializeToString()
        )
    for i, (value, result) in enumerate(zip(session.get_outputs(), results)):
        (data / f"output_{i}.pb").write_bytes(
            numpy_helper.from_array(result, value.name).SerializeToString()
        )


def model(name, opset, nodes, inputs, outputs, feeds, initializers=()):
    """inputs and outputs: (name, type, shape); a string in a shape is a symbol."""
    graph = helper.make_graph(
        nodes,
        name,
        [helper.make_tensor_value_info(*i) for i in inputs],
        [helper.make_tensor_value_info(*o) for o in outputs],
        [numpy_helper.from_array(v, k) for k, v in dict(initializers).items()],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)])
    made.ir_version = IR[opset]
    save(f"{name}_opset{opset}", made, feeds)


def one(operator, opset, shape, outputs, initializers=(), **attributes):
    """One node with input x, initializers as further inputs, and outputs (type, shape)."""
    names = [f"y{i}" for i in range(len(outputs))]
    node = helper.make_node(operator, ["x", *dict(initializers)], names, name="node", **attributes)
    model(
        operator.lower(),
        opset,
        [node],
        [("x", FLOAT, ["batch", *shape[1:]])],
        [(n, t, ["batch", *s[1:]] if s[:1] == shape[:1] else s) for n, (t, s) in zip(names, outputs)],
        {"x": floats(*shape)},
        initializers,
    )


def old_versions():
    x = [3, 1, 4]
    for opset in (7, 11):
        one("Squeeze", opset, x, [(FLOAT, [3, 4])], axes=[1])
        one("Unsqueeze", opset, x, [(FLOAT, [3, 1, 1, 4])], axes=[1])
        one("ReduceSum", opset, x, [(FLOAT, [3, 1])], axes=[2], keepdims=0)
        one("ReduceMean", opset, x, [(FLOAT, [3, 1, 1])], axes=[2])
        one("Softmax", opset, [2, 3, 4], [(FLOAT, [2, 3, 4])], axis=1)
        one("LogSoftmax", opset, [2, 3, 4], [(FLOAT, [2, 3, 4])])
        one("Flatten", opset, [2, 3, 4], [(FLOAT, [2, 12])])
    one("ReduceMean", 17, x, [(FLOAT, [3, 1, 1])], axes=[2])
    one("Softmax", 7, [2, 3], [(FLOAT, [2, 3])])
    one("Slice", 7, [2, 5, 6], [(FLOAT, [2, 3, 5])], axes=[1, 2], starts=[1, 0], ends=[4, -1])
    one("Dropout", 7, [2, 5], [(FLOAT, [2, 5])], ratio=0.3)
    # onnxruntime fills the mask of inference with zeros before version 12, so it is not asked for.
    one("Dropout", 10, [2, 5], [(FLOAT, [2, 5])], ratio=0.3)
    one("Dropout", 12, [2, 5], [(FLOAT, [2, 5])], {"ratio": np.float32(0.3)})
    one("Clip", 7, [2, 5], [(FLOAT, [2, 5])], min=-0.5, max=0.5)
    one("Clip", 7, [2, 4], [(FLOAT, [2, 4])])
    one("Clip", 11, [2, 5], [(FLOAT, [2, 5])], {"low": np.float32(-0.2), "high": np.float32(0.4)})
    one("MaxPool", 7, [2, 3, 6, 6], [(FLOAT, [2, 3, 3, 3])], kernel_shape=[2, 2], strides=[2, 2])
    one("MaxPool", 8, [2, 3, 6, 6], [(FLOAT, [2, 3, 3, 3]), (INT64, [2, 3, 3, 3])],
        kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 0, 0])
    one("AveragePool", 7, [2, 3, 6, 6], [(FLOAT, [2, 3, 6, 6])],
        kernel_shape=[3, 3], auto_pad="SAME_UPPER", count_include_pad=1)
    one("AveragePool", 10, [2, 3, 7, 7], [(FLOAT, [2, 3, 4, 4])],
        kernel_shape=[2, 2], strides=[2, 2], ceil_mode=1)
    one("Conv", 7, [2, 4, 6, 6], [(FLOAT, [2, 6, 3, 3])],
        {"w": floats(6, 2, 3, 3), "b": floats(6)}, group=2, strides=[2, 2], auto_pad="SAME_LOWER")
    statistics = {"s": floats(3), "b": floats(3), "m": floats(3), "v": np.abs(floats(3)) + 0.5}
    one("BatchNormalization", 7, [2, 3, 4, 4], [(FLOAT, [2, 3, 4, 4])], statistics, epsilon=1e-3)
    one("BatchNormalization", 9, [2, 3, 4, 4], [(FLOAT, [2, 3, 4, 4])], statistics)
    one("BatchNormalization", 14, [2, 3, 4, 4], [(FLOAT, [2, 3, 4, 4])], statistics)
    one("Gemm", 7, [2, 3], [(FLOAT, [2, 4])], {"w": floats(4, 3), "b": floats(4)}, transB=1)
    one("Gemm", 11, [2, 3], [(FLOAT, [2, 4])], {"w": floats(3, 4)}, alpha=0.5)
    one("Cast", 9, [2, 3], [(INT64, [2, 3])], to=INT64)
    one("Gather", 7, [2, 3, 4], [(FLOAT, [2, 2, 4])], {"i": np.array([2, 0])}, axis=1)


def constant(name, value):
    return helper.make_node("Constant", [], [name], value=numpy_helper.from_array(np.array(value)))


def flatten_chains():
    """How exporters write a flatten with a dynamic batch."""
    weights = {"w": floats(12, 2)}
    ends = [("x", FLOAT, ["n", 3, 4]), ("y", FLOAT, ["n", 2])]
    feeds = {"x": floats(5, 3, 4)}
    torch_like = [
        helper.make_node("Shape", ["x"], ["s"]),
        constant("zero", 0),
        helper.make_node("Gather", ["s", "zero"], ["n"], axis=0),
        helper.make_node("Unsqueeze", ["n"], ["n1"], axes=[0]),
        constant("rest", [-1]),
        helper.make_node("Concat", ["n1", "rest"], ["to"], axis=0),
        helper.make_node("Reshape", ["x", "to"], ["flat"]),
        helper.make_node("MatMul", ["flat", "w"], ["y"]),
    ]
    model("flatten_by_gather", 9, torch_like, ends[:1], ends[1:], feeds, weights)
    tensorflow_like = [
        helper.make_node("Shape", ["x"], ["s"]),
        helper.make_node("Cast", ["s"], ["s32"], to=TensorProto.INT32),
        helper.make_node("Slice", ["s32"], ["n"], axes=[0], starts=[0], ends=[1]),
        helper.make_node("Squeeze", ["n"], ["n0"], axes=[0]),
        helper.make_node("Unsqueeze", ["n0"], ["n1"], axes=[0]),
        constant("rest", np.array([12], np.int32)),
        helper.make_node("Concat", ["n1", "rest"], ["to32"], axis=0),
        helper.make_node("Cast", ["to32"], ["to"], to=INT64),
        helper.make_node("Reshape", ["x", "to"], ["flat"]),
        helper.make_node("MatMul", ["flat", "w"], ["y"]),
    ]
    model("flatten_by_slice", 9, tensorflow_like, ends[:1], ends[1:], feeds, weights)
    multiplied = [
        helper.make_node("Shape", ["x"], ["s"]),
        constant("zero", [0]),
        constant("three", [3]),
        constant("four", [4]),
        helper.make_node("Gather", ["s", "zero"], ["n"], axis=0),
        helper.make_node("Mul", ["n", "three"], ["rows"]),
        helper.make_node("Concat", ["rows", "four"], ["to"], axis=0),
        helper.make_node("Reshape", ["x", "to"], ["flat"]),
        helper.make_node("Relu", ["flat"], ["y"]),
    ]
    model("rows_of_images", 11, multiplied, ends[:1], [("y", FLOAT, ["rows", 4])], feeds)
    averaged = [
        helper.make_node("ReduceSum", ["x"], ["sum"], axes=[0], keepdims=0),
        helper.make_node("Shape", ["x"], ["s"]),
        constant("zero", 0),
        helper.make_node("Gather", ["s", "zero"], ["n"], axis=0),
        helper.make_node("Cast", ["n"], ["count"], to=FLOAT),
        helper.make_node("Div", ["sum", "count"], ["y"]),
    ]
    model("mean_over_batch", 11, averaged, ends[:1], [("y", FLOAT, [3, 4])], feeds)
    filled = [
        helper.make_node("Shape", ["x"], ["s"]),
        helper.make_node("ConstantOfShape", ["s"], ["twos"],
                         value=numpy_helper.from_array(np.array([2], np.float32))),
        helper.make_node("Mul", ["x", "twos"], ["y"]),
    ]
    model("constant_of_shape", 11, filled, ends[:1], [("y", FLOAT, ["n", 3, 4])], feeds)


class LeNet(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = torch.nn.Conv2d(1, 4, 3, padding=1)
        self.norm = torch.nn.BatchNorm2d(4)
        self.conv2 = torch.nn.Conv2d(4, 6, 3)
        self.dense = torch.nn.Linear(6 * 3 * 3, 5)

    def forward(self, x):
        x = torch.nn.functional.max_pool2d(torch.relu(self.norm(self.conv1(x))), 2)
        x = torch.nn.functional.dropout(torch.relu(self.conv2(x)), 0.5, self.training)
        return torch.log_softmax(self.dense(x.view(x.size(0), -1)), 1)


def networks():
    torch.manual_seed(3)
    network = LeNet().eval()
    with torch.no_grad():
        network.norm.running_mean.uniform_(-0.3, 0.3)
        network.norm.running_var.uniform_(0.5, 1.5)
    for opset in (9, 13, 17):
        path = OUT / f"lenet_opset{opset}" / "model.onnx"
        path.parent.mkdir(parents=True, exist_ok=True)
        torch.onnx.export(
            network,
            torch.zeros(2, 1, 10, 10),
            path,
            opset_version=opset,
            dynamo=False,
            do_constant_folding=False,
            input_names=["image"],
            output_names=["scores"],
            dynamic_axes={"image": {0: "batch"}, "scores": {0: "batch"}},
        )
        save(path.parent.name, onnx.load(path), {"image": floats(3, 1, 10, 10)})


def comparisons():
    x = [3, 4, 5]
    for opset in (7, 12, 18):
        axes = {"axes": np.array([1])} if opset >= 18 else {}
        kept = {} if opset >= 18 else {"axes": [1]}
        one("ReduceMax", opset, x, [(FLOAT, [3, 1, 5])], axes, **kept)
        one("ReduceMin", opset, x, [(FLOAT, [3, 5])], axes, keepdims=0, **kept)
    for opset in (8, 12):
        rows = {"a": floats(4, 1), "b": floats(5)}
        one("Max", opset, x, [(FLOAT, x)], rows)
        one("Min", opset, x, [(FLOAT, x)], rows)
    pads = [0, 1, 0, 0, 0, 2]
    one("Pad", 7, x, [(FLOAT, [3, 5, 7])], pads=pads, value=1.5)
    one("Pad", 11, x, [(FLOAT, [3, 5, 7])], {"p": np.array(pads), "v": np.float32(-2)})
    one("Pad", 18, x, [(FLOAT, [3, 4, 6])],
        {"p": np.array([-1, 2]), "v": np.float32(3), "axes": np.array([-1])})
    one("GatherElements", 11, [2, 4], [(FLOAT, [1, 3])], {"i": np.array([[0, -1, 1]])}, axis=0)
    one("Erf", 9, x, [(FLOAT, x)])
    ends = [("x", FLOAT, ["n", 3, 4])], [("y", FLOAT, ["n", 3, 4])]
    chosen = [
        constant("zero", np.float32(0)),
        helper.make_node("Less", ["x", "zero"], ["negative"]),
        helper.make_node("Not", ["negative"], ["positive"]),
        helper.make_node("Exp", ["x"], ["e"]),
        helper.make_node("Where", ["positive", "x", "e"], ["y"]),
    ]
    model("chosen_by_sign", 9, chosen, *ends, {"x": floats(5, 3, 4)})
    positions = [
        helper.make_node("Shape", ["x"], ["s"]),
        constant("last", 2),
        helper.make_node("Gather", ["s", "last"], ["width"], axis=0),
        constant("first", 0),
        constant("step", 1),
        helper.make_node("Range", ["first", "width", "step"], ["places"]),
        helper.make_node("Cast", ["places"], ["numbers"], to=FLOAT),
        helper.make_node("Mul", ["x", "numbers"], ["y"]),
    ]
    model("positions", 11, positions, *ends, {"x": floats(5, 3, 4)})
    backwards = [
        constant("from", np.float32(2)),
        constant("to", np.float32(-0.1)),
        constant("by", np.float32(-0.6)),
        helper.make_node("Range", ["from", "to", "by"], ["numbers"]),
        helper.make_node("Add", ["x", "numbers"], ["y"]),
    ]
    model("backwards", 11, backwards, *ends, {"x": floats(5, 3, 4)})


old_versions()
flatten_chains()
networks()
comparisons()
