"""Writes the golden values of the operator contract with PyTorch: python golden_operators.py FILE.

A case is a block of lines: its name, then tensors as `kind type dims : elements`, where kind is
`input`, `output`, `received` (the gradient that flows into output 0) or `gradient INDEX`.
"""

import sys

import numpy as np
import torch
import torch.nn.functional as F

from golden_cases import away, blocks, case, line, normal, positive, spread, whole


def elementwise():
    case("add", torch.add, normal(2, 3), normal(2, 3), grads=(0, 1))
    case("add_broadcast", torch.add, normal(4, 1, 5), normal(3, 1), grads=(0, 1))
    case("add_row", torch.add, normal(4, 5), normal(5), grads=(0, 1))
    case("sub_broadcast", torch.sub, normal(2, 3, 4), normal(1, 4), grads=(0, 1))
    case("mul_broadcast", torch.mul, normal(2, 3, 4), normal(3, 1), grads=(0, 1))
    case("mul_scalar", torch.mul, normal(2, 3), normal(), grads=(0, 1))
    case("div_broadcast", torch.div, normal(2, 3), positive(3), grads=(0, 1))
    case("pow", torch.pow, positive(2, 3), normal(3), grads=(0, 1))
    case("pow_square", lambda a: torch.pow(a, 2), away(2, 3), grads=(0,))
    blocks[-1] = blocks[-1].replace("output", line("input", torch.tensor(2.0)) + "\noutput", 1)
    case("neg", torch.neg, normal(2, 3), grads=(0,))
    case("sqrt", torch.sqrt, positive(2, 3), grads=(0,))
    case("exp", torch.exp, normal(2, 3), grads=(0,))
    case("log", torch.log, positive(2, 3), grads=(0,))
    case("abs", torch.abs, away(3, 4), grads=(0,))
    case("sign", torch.sign, away(3, 4), grads=(0,))
    case("clip", lambda x: torch.clamp(x, -0.5, 0.75),
         torch.tensor([[-2.0, -0.8, -0.3, 0.0], [0.2, 0.6, 0.9, 3.0]]), grads=(0,))
    case("relu", torch.relu, away(3, 4), grads=(0,))
    case("relu_wide", torch.relu, away(1, 2100), grads=(0,))
    case("leaky_relu", lambda x: F.leaky_relu(x, 0.1), away(3, 4), grads=(0,))
    case("leaky_relu_negative", lambda x: torch.where(x > 0, x, -0.25 * x), away(3, 4), grads=(0,))
    case("elu", lambda x: F.elu(x, 1.5), away(3, 4), grads=(0,))
    case("elu_negative", lambda x: torch.where(x > 0, x, -0.5 * torch.expm1(x)), away(3, 4),
         grads=(0,))
    case("sigmoid", torch.sigmoid, normal(3, 4), grads=(0,))
    case("tanh", torch.tanh, normal(3, 4), grads=(0,))
    case("softplus", lambda x: torch.log1p(torch.exp(x)), normal(3, 4), grads=(0,))
    case("identity", lambda x: x * 1, normal(3, 4), grads=(0,))


def element_types():
    for name, dtype in [("float64", torch.float64), ("float16", torch.float16),
                        ("bfloat16", torch.bfloat16)]:
        case("add_" + name, torch.add, normal(2, 3).to(dtype), normal(3).to(dtype))
        case("mul_" + name, torch.mul, normal(2, 3).to(dtype), normal(3).to(dtype), grads=(0, 1))
        case("sigmoid_" + name, torch.sigmoid, normal(3, 4).to(dtype))
        case("gemm_" + name, lambda a, b, c: a @ b + c, normal(3, 4).to(dtype),
             normal(4, 5).to(dtype), normal(5).to(dtype))
        case("conv_" + name, F.conv2d, normal(1, 2, 5, 5).to(dtype), normal(3, 2, 3, 3).to(dtype))
        case("softmax_" + name, lambda x: torch.softmax(x, -1), normal(3, 4).to(dtype))
        case("reduce_sum_" + name, lambda x: x.sum(1), normal(3, 4).to(dtype))
        case("max_pool_" + name, lambda x: F.max_pool2d(x, 2), spread(1, 2, 4, 4).to(dtype))
    for name, dtype in [("int8", torch.int8), ("int16", torch.int16), ("int32", torch.int32),
                        ("int64", torch.int64), ("uint8", torch.uint8)]:
        a = whole(0, 100, 2, 3, dtype=dtype)
        case("add_" + name, torch.add, a, whole(0, 100, 3, dtype=dtype))
        case("sub_" + name, torch.sub, a, whole(0, 100, 3, dtype=dtype))
        case("mul_" + name, torch.mul, a, whole(0, 100, 3, dtype=dtype))
        case("div_" + name, lambda x, y: torch.div(x, y, rounding_mode="trunc"), a,
             whole(1, 9, 3, dtype=dtype))
    case("div_negative_int32", lambda x, y: torch.div(x, y, rounding_mode="trunc"),
         torch.tensor([7, -7, 7, -7], dtype=torch.int32),
         torch.tensor([2, 2, -2, -2], dtype=torch.int32))
    case("add_large_int64", torch.add, torch.tensor([2**53 + 1, -(2**60) - 1]),
         torch.tensor([1, 2]))
    case("neg_int8", torch.neg, whole(-100, 100, 5, dtype=torch.int8))
    case("abs_int64", torch.abs, torch.tensor([-(2**53) - 1, 5]))
    case("sign_int32", torch.sign, torch.tensor([-9, 0, 4], dtype=torch.int32))
    case("relu_int32", torch.relu, whole(-9, 9, 6, dtype=torch.int32))
    case("pow_int64", torch.pow, torch.tensor([3, -3, 7, 2]), torch.tensor([39, 3, 0, 62]))
    case("pow_float_int", torch.pow, positive(3), torch.tensor([2, 3, 0]))
    case("matmul_int32", torch.matmul, whole(-9, 9, 2, 3, dtype=torch.int32),
         whole(-9, 9, 3, 4, dtype=torch.int32))
    case("gemm_int64", lambda a, b: a.T @ b.T, whole(-9, 9, 3, 2), whole(-9, 9, 4, 3))
    case("reduce_sum_int64", lambda x: x.sum((0, 2)), whole(-(2**54), 2**54, 2, 3, 4))
    case("max_pool_uint8", lambda x: F.max_pool2d(x.float(), 2).to(torch.uint8),
         whole(0, 255, 1, 1, 4, 4, dtype=torch.uint8))


def casts():
    floats = torch.tensor([-1.9, -0.5, 0.0, 0.4, 1.5, 100.7])
    for name, dtype in [("float64", torch.float64), ("float16", torch.float16),
                        ("bfloat16", torch.bfloat16), ("int8", torch.int8),
                        ("int16", torch.int16), ("int32", torch.int32), ("int64", torch.int64),
                        ("bool", torch.bool)]:
        case("cast_to_" + name, lambda x: x.to(dtype), floats)
    case("cast_gradient", lambda x: x.to(torch.float64), normal(2, 3), grads=(0,))
    case("cast_saturates", lambda x: torch.clamp(x.nan_to_num(0), -128, 127).to(torch.int8),
         torch.tensor([1e9, -1e9, 127.9, -128.9, float("inf")]))
    case("cast_saturates_unsigned", lambda x: torch.clamp(x, 0, 255).to(torch.uint8),
         torch.tensor([1e9, -3.0, 255.9]))
    case("cast_int64_wraps", lambda x: x.to(torch.int8), torch.tensor([300, -129, 5]))
    case("cast_from_bool", lambda x: x.to(torch.float32), torch.tensor([True, False]))
    # Rounding to float32 first would make a tie of the first and round it down.
    case("cast_double_to_half", lambda x: torch.from_numpy(x.numpy().astype(np.float16)),
         torch.tensor([1 + 2.0**-11 + 2.0**-40, 1 + 2.0**-11, 1 - 2.0**-12 - 2.0**-40, 1e-8, 7e4],
                      dtype=torch.float64))
    case("cast_halves", lambda x: x.to(torch.float16),
         torch.tensor([65519.0, 65520.0, 6e-8, 3e-8, 2.98e-8, 6.1e-5, 2049.0, 2051.0, -0.0]))
    case("cast_bfloat16_ties", lambda x: x.to(torch.bfloat16),
         torch.tensor([1 + 2.0**-8, 1 + 3 * 2.0**-8, 3.4e38, 1e-40]))


def reductions():
    case("reduce_sum_all", lambda x: x.sum(), normal(2, 3, 4), grads=(0,))
    case("reduce_sum_middle", lambda x: x.sum(1), normal(2, 3, 4), grads=(0,))
    case("reduce_sum_outer_kept", lambda x: x.sum((0, 2), keepdim=True), normal(2, 3, 4),
         grads=(0,))
    case("reduce_sum_long_rows", lambda x: x.sum(-1), normal(2, 2100))
    case("reduce_sum_long_columns", lambda x: x.sum(0), normal(3, 2100))
    case("reduce_sum_empty", lambda x: x.sum(0), normal(0, 3))
    case("reduce_mean_all", lambda x: x.mean(), normal(2, 3, 4), grads=(0,))
    case("reduce_mean_last", lambda x: x.mean(-1), normal(2, 3, 4), grads=(0,))
    case("reduce_mean_kept", lambda x: x.mean((1, 2), keepdim=True), normal(2, 3, 4), grads=(0,))


def products():
    case("matmul", torch.matmul, normal(2, 3), normal(3, 4), grads=(0, 1))
    case("matmul_batched", torch.matmul, normal(2, 1, 3, 4), normal(5, 4, 2), grads=(0, 1))
    case("matmul_vector_left", torch.matmul, normal(4), normal(2, 4, 3), grads=(0, 1))
    case("matmul_vector_right", torch.matmul, normal(2, 3, 4), normal(4), grads=(0, 1))
    case("matmul_vectors", torch.matmul, normal(4), normal(4), grads=(0, 1))
    case("gemm", lambda a, b: a @ b, normal(2, 3), normal(3, 4), grads=(0, 1))
    case("gemm_bias", lambda a, b, c: a @ b.T + c, normal(2, 3), normal(4, 3), normal(4),
         grads=(0, 1, 2))
    case("gemm_left", lambda a, b: a.T @ b, normal(3, 2), normal(3, 4), grads=(0, 1))
    case("gemm_all", lambda a, b, c: 0.5 * (a.T @ b.T) + 2 * c, normal(3, 2), normal(4, 3),
         normal(2, 1), grads=(0, 1, 2))
    case("gemm_scalar_bias", lambda a, b, c: a @ b + c, normal(2, 3), normal(3, 4), normal(1),
         grads=(0, 1, 2))


def convolutions():
    case("conv2d", F.conv2d, normal(2, 3, 5, 6), normal(4, 3, 3, 3), normal(4), grads=(0, 1, 2))
    case("conv2d_padded", lambda x, w: F.conv2d(x, w, padding=1), normal(2, 3, 5, 6),
         normal(4, 3, 3, 3), grads=(0, 1))
    case("conv2d_strided", lambda x, w, b: F.conv2d(F.pad(x, (1, 0, 0, 2)), w, b, stride=(2, 3)),
         normal(2, 3, 7, 8), normal(4, 3, 3, 2), normal(4), grads=(0, 1, 2))
    case("conv2d_dilated", lambda x, w: F.conv2d(x, w, padding=2, dilation=2),
         normal(2, 2, 7, 6), normal(3, 2, 3, 3), grads=(0, 1))
    case("conv2d_groups", lambda x, w, b: F.conv2d(x, w, b, groups=2), normal(2, 4, 5, 5),
         normal(6, 2, 3, 3), normal(6), grads=(0, 1, 2))
    case("conv2d_depthwise", lambda x, w: F.conv2d(x, w, groups=3, padding=1), normal(2, 3, 5, 5),
         normal(3, 1, 3, 3), grads=(0, 1))
    case("conv2d_wide_step", lambda x, w: F.conv2d(x, w, stride=3), normal(1, 2, 7, 7),
         normal(2, 2, 1, 1), grads=(0, 1))
    case("conv1d", lambda x, w, b: F.conv1d(x, w, b, padding=1, stride=2), normal(2, 3, 9),
         normal(4, 3, 3), normal(4), grads=(0, 1, 2))
    case("conv3d", F.conv3d, normal(1, 2, 4, 4, 3), normal(3, 2, 2, 3, 2), grads=(0, 1))
    case("conv2d_odd", lambda x, w, b: F.conv2d(x, w, b, padding=2), normal(3, 1, 11, 13),
         normal(6, 1, 5, 5), normal(6), grads=(0, 1, 2))
    case("conv2d_seventeen_channels", lambda x, w, b: F.conv2d(x, w, b, padding=1),
         normal(3, 17, 5, 7), normal(13, 17, 3, 3), normal(13), grads=(0, 1, 2))


def pools():
    case("max_pool", lambda x: F.max_pool2d(x, 2), spread(2, 3, 4, 6), grads=(0,))
    case("max_pool_overlapping", lambda x: F.max_pool2d(x, 3, 2, 1), spread(2, 2, 7, 6), grads=(0,))
    case("max_pool_ceil", lambda x: F.max_pool2d(x, 2, 2, ceil_mode=True), spread(1, 2, 5, 5),
         grads=(0,))
    case("max_pool_dilated", lambda x: F.max_pool2d(x, 2, 1, 0, 2), spread(1, 2, 5, 6), grads=(0,))
    case("max_pool_1d", lambda x: F.max_pool1d(x, 3, 2), spread(2, 3, 8), grads=(0,))
    case("max_pool_3d", lambda x: F.max_pool3d(x, 2), spread(1, 2, 4, 4, 4), grads=(0,))

    def indexed(x):
        y, index = F.max_pool2d(x, 3, 2, 1, return_indices=True)
        images = torch.arange(x.shape[0] * x.shape[1]).reshape(*x.shape[:2], 1, 1)
        return y, index + images * x.shape[2] * x.shape[3]

    def indexed_by_column(x):
        y, index = F.max_pool2d(x, 2, return_indices=True)
        height, width = x.shape[2:]
        images = torch.arange(x.shape[0] * x.shape[1]).reshape(*x.shape[:2], 1, 1)
        return y, index // width + index % width * height + images * height * width

    case("max_pool_indices", indexed, spread(2, 3, 6, 5), grads=(0,))
    case("max_pool_column_indices", indexed_by_column, spread(2, 3, 4, 6), grads=(0,))
    case("average_pool", lambda x: F.avg_pool2d(x, 2), normal(2, 3, 4, 6), grads=(0,))
    case("average_pool_excluding",
         lambda x: F.avg_pool2d(x, 3, 2, 1, count_include_pad=False), normal(2, 2, 6, 7),
         grads=(0,))
    case("average_pool_including", lambda x: F.avg_pool2d(x, 3, 2, 1), normal(2, 2, 6, 7),
         grads=(0,))
    case("average_pool_ceil_excluding",
         lambda x: F.avg_pool2d(x, 3, 2, 1, ceil_mode=True, count_include_pad=False),
         normal(1, 2, 6, 6), grads=(0,))
    case("average_pool_ceil_including", lambda x: F.avg_pool2d(x, 3, 2, 1, ceil_mode=True),
         normal(1, 2, 6, 6), grads=(0,))
    case("average_pool_1d", lambda x: F.avg_pool1d(x, 3, 1), normal(2, 3, 6), grads=(0,))
    case("average_pool_dilated",
         lambda x: F.conv2d(x.reshape(4, 1, 6, 6), torch.full((1, 1, 2, 2), 0.25), dilation=2)
         .reshape(2, 2, 4, 4), normal(2, 2, 6, 6), grads=(0,))
    case("global_average_pool", lambda x: x.mean((2, 3), keepdim=True), normal(2, 3, 4, 5),
         grads=(0,))
    case("global_max_pool", lambda x: x.amax((2, 3), keepdim=True), spread(2, 3, 4, 5), grads=(0,))


def normalizations():
    def inference(x, scale, bias, mean, variance):
        return F.batch_norm(x, mean, variance, scale, bias, False, 0.0, 1e-3)

    def training(x, scale, bias, mean, variance):
        axes = [i for i in range(x.dim()) if i != 1]
        batch_mean = x.mean(axes)
        batch_variance = x.var(axes, unbiased=False)
        y = F.batch_norm(x, None, None, scale, bias, True, 0.0, 1e-3)
        return (y, 0.9 * mean + 0.1 * batch_mean, 0.9 * variance + 0.1 * batch_variance,
                batch_mean, 1 / torch.sqrt(batch_variance + 1e-3))

    vectors = lambda: (positive(3), normal(3), normal(3), positive(3))
    case("batch_normalization", inference, normal(2, 3, 4, 5), *vectors(), grads=(0, 1, 2))
    case("batch_normalization_rows", inference, normal(4, 3), *vectors(), grads=(0, 1, 2))
    case("batch_normalization_training", training, normal(4, 3, 2, 5), *vectors(),
         grads=(0, 1, 2))
    case("batch_normalization_training_rows", training, normal(6, 3), *vectors(), grads=(0, 1, 2))


def dropouts():
    mask = 2**64 - 1
    golden = 0x9E3779B97F4A7C15

    def mix(z):
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        return z ^ (z >> 31)

    def training(x, keys):
        kept = []
        for key in keys.tolist():
            seed = mix((mix(key & mask) + golden * 7) & mask)
            for j in range(x[0].numel()):
                bits = mix((seed + golden * (j + 1)) & mask)
                kept.append((bits >> 11) / 2.0**53 >= np.float32(0.4))
        kept = torch.tensor(kept).reshape(x.shape)
        return x * kept / (1 - 0.4), kept

    case("dropout", lambda x: x * 1, normal(3, 4), grads=(0,))
    case("dropout_mask", lambda x: (x * 1, torch.ones_like(x, dtype=torch.bool)), normal(3, 4))
    case("dropout_training", training, normal(3, 4, 5), torch.tensor([5, -17, 2**62]), grads=(0,))


def moves():
    case("reshape", lambda x: x.reshape(2, -1), normal(2, 3, 4), grads=(0,))
    case("flatten", lambda x: x.reshape(2, 12), normal(2, 3, 4), grads=(0,))
    case("flatten_front", lambda x: x.reshape(1, 24), normal(2, 3, 4), grads=(0,))
    case("squeeze", lambda x: x.squeeze(1), normal(2, 1, 3), grads=(0,))
    case("squeeze_all", lambda x: x.squeeze(), normal(2, 1, 3, 1), grads=(0,))
    case("unsqueeze", lambda x: x.unsqueeze(1).unsqueeze(-1), normal(2, 3), grads=(0,))
    case("transpose", lambda x: x.permute(2, 0, 1), normal(2, 3, 4), grads=(0,))
    case("transpose_reversed", lambda x: x.permute(2, 1, 0), normal(2, 3, 4), grads=(0,))
    case("expand", lambda x: x.expand(2, 3, 4), normal(3, 1), grads=(0,))
    case("concat", lambda a, b, c: torch.cat((a, b, c), 1), normal(2, 1, 3), normal(2, 4, 3),
         normal(2, 2, 3), grads=(0, 1, 2))
    case("concat_batch", lambda a, b: torch.cat((a, b), 0), normal(2, 3), normal(2, 3),
         grads=(0, 1))
    case("concat_bool", lambda a, b: torch.cat((a, b), 0), torch.tensor([True]),
         torch.tensor([False, True]))
    case("slice", lambda x: x[:, 1:3, 2:], normal(2, 4, 5), grads=(0,))
    case("slice_steps", lambda x: x.flip(1)[:, 0:3:2, 1::3], normal(2, 4, 7), grads=(0,))
    case("slice_clamped", lambda x: x[:, :0], normal(2, 4))
    case("gather_rows", lambda x, i: x[i], normal(5, 3), torch.tensor([[0, 4], [4, 2]]),
         grads=(0,))
    case("gather_columns", lambda x, i: x[:, i], normal(2, 4, 3), torch.tensor([3, -1, 0, 3]),
         grads=(0,))
    case("gather_scalar", lambda x, i: x[:, i], normal(2, 4), torch.tensor(2, dtype=torch.int32),
         grads=(0,))
    case("size", lambda x: torch.tensor(x.numel()), normal(2, 3))
    case("shape", lambda x: torch.tensor(x.shape), normal(2, 3, 4))
    case("shape_part", lambda x: torch.tensor(x.shape[1:-1]), normal(2, 3, 4, 5))
    case("all_reduce_sum", lambda x: x * 1, normal(2, 3), grads=(0,))


def softmaxes():
    case("softmax", lambda x: torch.softmax(x, -1), normal(3, 4), grads=(0,))
    case("softmax_middle", lambda x: torch.softmax(x, 1), normal(2, 3, 4), grads=(0,))
    case("softmax_large", lambda x: torch.softmax(x, 1), torch.tensor([[1000.0, 999.0, -1000.0]]))
    case("log_softmax", lambda x: torch.log_softmax(x, -1), normal(3, 4), grads=(0,))
    case("log_softmax_middle", lambda x: torch.log_softmax(x, 1), normal(2, 3, 4), grads=(0,))


def losses():
    labels = torch.tensor([2, 0, 3])
    weights = positive(5)
    deep = whole(0, 5, 3, 2, 2)
    deep[1, 0, 1] = -1
    for kind in ("none", "sum", "mean"):
        case("cross_entropy_" + kind, lambda x, t: F.cross_entropy(x, t, reduction=kind),
             normal(3, 5), labels, grads=(0,))
        case("cross_entropy_weighted_" + kind,
             lambda x, t, w: F.cross_entropy(x, t, w, reduction=kind, ignore_index=-1),
             normal(3, 5, 2, 2), deep, weights, grads=(0,))
        case("likelihood_" + kind, lambda x, t: F.nll_loss(x, t, reduction=kind),
             normal(3, 5), labels.int().long(), grads=(0,))
        case("likelihood_weighted_" + kind,
             lambda x, t, w: F.nll_loss(x, t, w, reduction=kind, ignore_index=-1),
             normal(3, 5, 2, 2), deep, weights, grads=(0,))
    case("cross_entropy_log_probabilities",
         lambda x, t: (F.cross_entropy(x, t), torch.log_softmax(x, 1)), normal(3, 5), labels,
         grads=(0,))


def extrema():
    case("max", torch.maximum, spread(3, 4), spread(3, 4) + 0.013, grads=(0, 1))
    case("max_broadcast", torch.maximum, away(2, 3, 4), torch.zeros(3, 1), grads=(0,))
    case("max_int8", torch.maximum, whole(-99, 99, 2, 3, dtype=torch.int8),
         whole(-99, 99, 3, dtype=torch.int8))
    case("max_large_int64", torch.maximum, torch.tensor([2**53 + 1, -(2**60)]),
         torch.tensor([2**53, -(2**60) - 1]))
    case("min", torch.minimum, spread(3, 4), spread(3, 4) + 0.013, grads=(0, 1))
    case("min_broadcast", torch.minimum, torch.zeros(3, 1), away(2, 3, 4), grads=(1,))
    case("min_uint8", torch.minimum, whole(0, 255, 2, 3, dtype=torch.uint8),
         whole(0, 255, 3, dtype=torch.uint8))
    # In float64, because central differences mean nothing where elements are equal.
    pair = torch.tensor([1.0, 2.0, 3.0], dtype=torch.float64)
    case("max_ties", torch.maximum, pair, pair.flip(0), grads=(0, 1))
    case("min_ties", torch.minimum, pair, pair.flip(0), grads=(0, 1))
    ties = torch.tensor([[1.0, 3.0, 3.0], [2.0, 2.0, 2.0]], dtype=torch.float64)
    case("reduce_max_ties", lambda x: x.amax(1), ties, grads=(0,))
    case("reduce_min_ties", lambda x: x.amin(1), ties, grads=(0,))
    for name, kind in [("max", torch.amax), ("min", torch.amin)]:
        case("reduce_%s_all" % name, lambda x: kind(x, (0, 1, 2)), spread(2, 3, 4), grads=(0,))
        case("reduce_%s_middle" % name, lambda x: kind(x, 1), spread(2, 3, 4), grads=(0,))
        case("reduce_%s_kept" % name, lambda x: kind(x, (0, 2), keepdim=True), spread(2, 3, 4),
             grads=(0,))
        case("reduce_%s_last" % name, lambda x: kind(x, -1), spread(5, 17), grads=(0,))
        case("reduce_%s_single" % name, lambda x: kind(x, 1), spread(3, 1, 2), grads=(0,))
        case("reduce_%s_int8" % name, lambda x: kind(x, 0), whole(-99, 99, 3, 4, dtype=torch.int8))
        case("reduce_%s_bool" % name, lambda x: kind(x, 1), whole(0, 2, 4, 3).bool())
    case("reduce_max_long_rows", lambda x: x.amax(-1), normal(2, 2100))
    case("reduce_max_long_columns", lambda x: x.amax(0), normal(3, 2100))


def comparisons():
    ordered = [("equal", torch.eq), ("less", torch.lt), ("less_or_equal", torch.le),
               ("greater", torch.gt), ("greater_or_equal", torch.ge)]
    for name, compare in ordered:
        case(name, compare, torch.tensor([[1.0, 2.0, 3.0], [-1.0, float("nan"), float("inf")]]),
             torch.tensor([2.0, 2.0, float("inf")]))
        case(name + "_int32", compare, whole(0, 3, 2, 4, dtype=torch.int32),
             whole(0, 3, 4, dtype=torch.int32))
        case(name + "_large_int64", compare, torch.tensor([2**53 + 1, 2**53, -5]),
             torch.tensor([2**53, 2**53, 5]))
        case(name + "_uint8", compare, torch.tensor([200, 5, 7], dtype=torch.uint8),
             torch.tensor([100, 5, 255], dtype=torch.uint8))
    left = torch.tensor([[True, True, False, False]])
    right = torch.tensor([[True, False, True, False], [False, False, True, True]])
    case("equal_bool", torch.eq, left, right)
    case("and", torch.logical_and, left, right)
    case("or", torch.logical_or, left, right)
    case("xor", torch.logical_xor, left, right)
    case("not", torch.logical_not, right)
    mask = whole(0, 2, 2, 3, 4).bool()
    case("where", torch.where, mask, normal(2, 3, 4), normal(2, 3, 4), grads=(1, 2))
    case("where_broadcast", torch.where, mask[:, :, :1], normal(3, 4), normal(2, 1, 1),
         grads=(1, 2))
    case("where_int64", torch.where, left, torch.tensor([2**53 + 1]), torch.tensor([[-1], [-2]]))
    case("where_bool", torch.where, left, right, ~right)


def places():
    rows = torch.tensor([[0, 3, 1], [2, 2, 0]])
    case("gather_elements", lambda x, i: torch.gather(x, 1, i), normal(2, 4), rows, grads=(0,))
    case("gather_elements_outer", lambda x, i: torch.gather(x, 0, i), normal(5, 3, 2),
         whole(0, 5, 4, 2, 2), grads=(0,))
    case("gather_elements_negative", lambda x, i: torch.gather(x, 1, i % 4), normal(2, 4, 3),
         torch.tensor([[[-1, 3, -4]], [[-2, -2, 0]]], dtype=torch.int32).long(), grads=(0,))
    case("gather_elements_bool", lambda x, i: torch.gather(x, 1, i), whole(0, 2, 2, 4).bool(), rows)
    case("pad", lambda x: F.pad(x, (2, 1, 0, 3)), normal(2, 3, 4), grads=(0,))
    case("pad_value", lambda x: F.pad(x, (1, 0, 2, 1), value=-1.5), normal(2, 3, 4), grads=(0,))
    case("pad_and_crop", lambda x: F.pad(x, (-1, 2, 1, -2)), normal(2, 4, 5), grads=(0,))
    case("pad_outer", lambda x: F.pad(x, (0, 0, 1, 1)), normal(3, 4), grads=(0,))
    case("pad_int64", lambda x: F.pad(x, (1, 1), value=7), whole(-9, 9, 2, 3))
    case("erf", torch.erf, normal(3, 4), grads=(0,))
    case("erf_wide", torch.erf,
         torch.tensor([0.0, -0.0, 1e-4, -1e-4, 0.5, -2.0, 3.5, -5.5, 6.5, float("-inf")],
                      dtype=torch.float64))


if __name__ == "__main__":
    for group in (elementwise, element_types, casts, reductions, products, convolutions, pools,
                  normalizations, dropouts, moves, softmaxes, losses, extrema, comparisons, places):
        group()
    with open(sys.argv[1], "w") as file:
        file.write("\n".join(blocks) + "\n")
