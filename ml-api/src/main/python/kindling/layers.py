"""Layers: the steps of a network.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from typing import ClassVar, Sequence, Union

from kindling._parts import Axes
from kindling.initializers import Constant, GlorotUniform, Initializer, Uniform
from kindling.network import Layer, Padding

__all__ = [
    "Add",
    "AvgPool2d",
    "BatchNorm",
    "Concat",
    "Conv1d",
    "Conv2d",
    "Dense",
    "Dropout",
    "Elu",
    "Embedding",
    "Flatten",
    "GlobalAvgPool",
    "Layer",
    "LeakyRelu",
    "LogSoftmax",
    "MaxPool2d",
    "Relu",
    "Reshape",
    "Sigmoid",
    "Softmax",
    "Softplus",
    "Tanh",
]


@dataclass(frozen=True)
class Dense(Layer):
    """A fully connected layer: ``y = x W' + b``.

    Shapes: x ``[batch, features]`` to ``[batch, units]``, or ``[batch, steps, features]`` to
    ``[batch, steps, units]``; parameters ``weight [units, features]``, laid out as PyTorch's, and
    ``bias [units]``. Other shapes are refused, so that a forgotten Flatten after an image does not
    pass for a layer on its last axis, as it does in Keras.

    Weights begin Glorot uniform and biases zero, as in Keras. PyTorch begins both uniform within
    ``1 / sqrt(features)``, a third of Glorot's variance where units and features are as many;
    signals then shrink from layer to layer.

    :param units: the number of outputs
    :param bias: whether b is added
    """

    _type: ClassVar[str] = "Dense"

    units: int
    _: KW_ONLY
    bias: bool = True
    weightInitializer: Initializer = GlorotUniform()
    biasInitializer: Initializer = Constant(value=0.0)


@dataclass(frozen=True)
class Conv1d(Layer):
    """A convolution (cross-correlation) along one axis, such as time.

    Shapes: ``[batch, channels, length]`` to ``[batch, filters, places]``; parameters ``weight
    [filters, channels / groups, kernel]`` and ``bias [filters]``. A place of the output is ``(size
    + padding - (kernel - 1) * dilation - 1) / stride`` at most.

    Weights begin Glorot uniform and biases zero, as in Keras; PyTorch begins both uniform within
    ``1 / sqrt(fanIn)``. HeNormal is the usual choice for deep stacks with ReLU and no
    normalization.

    :param filters: the number of output channels
    :param kernelSize: the length of the kernel, as a list of one
    :param stride: the step from one place to the next, as a list of one
    :param dilation: the distance between neighbors inside the kernel, as a list of one
    :param groups: how many groups channels and filters are split into, each convolved by itself
    :param bias: whether a bias is added, which a BatchNorm that follows makes useless
    """

    _type: ClassVar[str] = "Conv1d"

    filters: int
    kernelSize: Axes
    _: KW_ONLY
    stride: Axes = (1,)
    padding: Union[Padding, int, Sequence[int], str] = Padding.of(0)
    dilation: Axes = (1,)
    groups: int = 1
    bias: bool = True
    weightInitializer: Initializer = GlorotUniform()
    biasInitializer: Initializer = Constant(value=0.0)


@dataclass(frozen=True)
class Conv2d(Layer):
    """A convolution (cross-correlation) over images.

    Shapes: ``[batch, channels, height, width]`` to ``[batch, filters, places, places]``; parameters
    ``weight [filters, channels / groups, height, width]`` and ``bias [filters]``. A place of the
    output is ``(size + padding - (kernel - 1) * dilation - 1) / stride`` at most.

    Weights begin Glorot uniform and biases zero, as in Keras; PyTorch begins both uniform within
    ``1 / sqrt(fanIn)``. HeNormal is the usual choice for deep stacks with ReLU and no
    normalization.

    :param filters: the number of output channels
    :param kernelSize: height and width of the kernel
    :param stride: the steps down and to the right from one place to the next
    :param dilation: the distances between neighbors inside the kernel, down and to the right
    :param groups: how many groups channels and filters are split into, each convolved by itself
    :param bias: whether a bias is added, which a BatchNorm that follows makes useless
    """

    _type: ClassVar[str] = "Conv2d"
    _rank: ClassVar[int] = 2

    filters: int
    kernelSize: Axes
    _: KW_ONLY
    stride: Axes = (1, 1)
    padding: Union[Padding, int, Sequence[int], str] = Padding.of(0)
    dilation: Axes = (1, 1)
    groups: int = 1
    bias: bool = True
    weightInitializer: Initializer = GlorotUniform()
    biasInitializer: Initializer = Constant(value=0.0)


@dataclass(frozen=True)
class MaxPool2d(Layer):
    """The largest element under a window that slides over images.

    Shapes: ``[batch, channels, height, width]`` to ``[batch, channels, places, places]``. Padding
    never wins.

    :param poolSize: height and width of the window
    :param stride: the steps down and to the right; empty for the window's size
    :param ceilMode: whether a last place that the window covers only partly counts, which
        rounding down (the default here, in PyTorch and in Keras) leaves out
    """

    _type: ClassVar[str] = "MaxPool2d"
    _rank: ClassVar[int] = 2

    poolSize: Axes
    _: KW_ONLY
    stride: Axes = ()
    padding: Union[Padding, int, Sequence[int], str] = Padding.of(0)
    ceilMode: bool = False


@dataclass(frozen=True)
class AvgPool2d(Layer):
    """The mean of the elements under a window that slides over images.

    Shapes: ``[batch, channels, height, width]`` to ``[batch, channels, places, places]``. With
    padding the mean runs over the elements of the image alone, as in Keras; PyTorch counts padding
    as zeros by default.

    :param poolSize: height and width of the window
    :param stride: the steps down and to the right; empty for the window's size
    :param ceilMode: whether a last place that the window covers only partly counts, which
        rounding down (the default here, in PyTorch and in Keras) leaves out
    :param countPadding: whether padding counts as zeros
    """

    _type: ClassVar[str] = "AvgPool2d"
    _rank: ClassVar[int] = 2

    poolSize: Axes
    _: KW_ONLY
    stride: Axes = ()
    padding: Union[Padding, int, Sequence[int], str] = Padding.of(0)
    ceilMode: bool = False
    countPadding: bool = False


@dataclass(frozen=True)
class GlobalAvgPool(Layer):
    """The mean over all spatial axes.

    Shapes: ``[batch, channels, size...]`` to ``[batch, channels]``, as in Keras; PyTorch's adaptive
    pooling keeps axes of size 1.
    """

    _type: ClassVar[str] = "GlobalAvgPool"


@dataclass(frozen=True)
class BatchNorm(Layer):
    """Batch normalization: ``y = weight (x - mean) / sqrt(variance + epsilon) + bias`` for each
    channel, with the statistics of the batch in training and running ones in inference.

    Shapes: ``[batch, channels, size...]``, unchanged; parameters ``weight``, ``bias`` and the state
    ``running_mean``, ``running_var``, all ``[channels]``. After a step ``running = momentum *
    running + (1 - momentum) * batch``.

    Source: S. Ioffe and C. Szegedy, 2015. PyTorch's momentum is one minus this one, and its running
    variance is the unbiased one; the defaults of momentum and epsilon are PyTorch's (Keras: 0.99
    and 0.001).

    :param momentum: the share of the running statistics that a step keeps, in [0, 1)
    :param epsilon: added to the variance, above 0
    :param synchronizedStatistics: whether the batch is that of all workers together, which
        makes training independent of their number, for one more exchange in each direction
    """

    _type: ClassVar[str] = "BatchNorm"

    _: KW_ONLY
    momentum: float = 0.9
    epsilon: float = 1e-05
    synchronizedStatistics: bool = False


@dataclass(frozen=True)
class Dropout(Layer):
    """In training each element is 0 with a probability and else divided by one minus it; in
    inference nothing changes. Shapes: any.

    Which elements are lost depends on the seed, the step and the row of the global batch alone, not
    on the workers. Source: N. Srivastava et al., 2014; as in PyTorch and Keras.

    :param rate: the probability of a loss, in [0, 1)
    """

    _type: ClassVar[str] = "Dropout"

    rate: float


@dataclass(frozen=True)
class Flatten(Layer):
    """All elements of a row in one axis: ``[batch, d...]`` to ``[batch, product of d]``."""

    _type: ClassVar[str] = "Flatten"


@dataclass(frozen=True)
class Reshape(Layer):
    """The same elements of each row under another shape: ``[batch, d...]`` to ``[batch,
    shape...]``.

    :param shape: the dimensions without the batch; one may be -1 and follows from the others
    """

    _type: ClassVar[str] = "Reshape"

    shape: Axes


@dataclass(frozen=True)
class Embedding(Layer):
    """A table of vectors that is looked up: ``y[n, ...] = weight[x[n, ...]]``.

    Shapes: x INT64 ``[batch, d...]`` with numbers from 0 to vocabulary - 1, which an input of the
    network declares with indices; y FLOAT32 ``[batch, d..., dimensions]``; parameter ``weight
    [vocabulary, dimensions]``.

    Vectors begin uniform within 0.05, as in Keras; PyTorch begins with standard normal numbers.

    :param vocabulary: how many vectors there are
    :param dimensions: the size of a vector
    """

    _type: ClassVar[str] = "Embedding"

    vocabulary: int
    dimensions: int
    _: KW_ONLY
    weightInitializer: Initializer = Uniform(low=-0.05, high=0.05)


@dataclass(frozen=True)
class Relu(Layer):
    """``y = max(x, 0)``. Shapes: any."""

    _type: ClassVar[str] = "Relu"


@dataclass(frozen=True)
class LeakyRelu(Layer):
    """``y = x`` from 0 on, ``alpha x`` below. Shapes: any.

    Source: A. Maas et al., 2013. The default is PyTorch's and the standard's; Keras has 0.3.

    :param alpha: the slope below 0
    """

    _type: ClassVar[str] = "LeakyRelu"

    _: KW_ONLY
    alpha: float = 0.01


@dataclass(frozen=True)
class Elu(Layer):
    """``y = x`` from 0 on, ``alpha (e^x - 1)`` below. Shapes: any.

    Source: D. Clevert et al., 2016.

    :param alpha: minus the limit far below 0
    """

    _type: ClassVar[str] = "Elu"

    _: KW_ONLY
    alpha: float = 1.0


@dataclass(frozen=True)
class Sigmoid(Layer):
    """``y = 1 / (1 + e^-x)``. Shapes: any."""

    _type: ClassVar[str] = "Sigmoid"


@dataclass(frozen=True)
class Tanh(Layer):
    """The hyperbolic tangent. Shapes: any."""

    _type: ClassVar[str] = "Tanh"


@dataclass(frozen=True)
class Softplus(Layer):
    """``y = ln(1 + e^x)``. Shapes: any."""

    _type: ClassVar[str] = "Softplus"


@dataclass(frozen=True)
class Softmax(Layer):
    """``y = e^x / sum e^x`` along an axis, without overflow. Shapes: any with two axes or more.

    SoftmaxCrossEntropy takes raw scores and needs no softmax before it.

    :param axis: the axis that is summed over, from 0 or from -1 backwards; not the batch. The
        last one by default, as in Keras; PyTorch has no default
    """

    _type: ClassVar[str] = "Softmax"

    _: KW_ONLY
    axis: int = -1


@dataclass(frozen=True)
class LogSoftmax(Layer):
    """``y = x - ln(sum e^x)`` along an axis, without overflow. Shapes: any with two axes or more.

    SoftmaxCrossEntropy takes raw scores and needs no softmax before it; after this layer it gives
    the same loss.

    :param axis: the axis that is summed over, from 0 or from -1 backwards; not the batch. The
        last one by default, as in Keras; PyTorch has no default
    """

    _type: ClassVar[str] = "LogSoftmax"

    _: KW_ONLY
    axis: int = -1


@dataclass(frozen=True)
class Add(Layer):
    """The sum of two or more inputs of one shape, element by element."""

    _type: ClassVar[str] = "Add"


@dataclass(frozen=True)
class Concat(Layer):
    """Two or more inputs one after another along an axis; their shapes differ there at most.

    :param axis: the axis, from 1 or from -1 backwards; 1, the channels, by default (Keras: the
        last)
    """

    _type: ClassVar[str] = "Concat"

    _: KW_ONLY
    axis: int = 1
