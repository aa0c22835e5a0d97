"""Initializers: what weights begin with.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from typing import ClassVar, Tuple

from kindling._parts import Part

__all__ = [
    "Constant",
    "GlorotNormal",
    "GlorotUniform",
    "HeNormal",
    "HeUniform",
    "Initializer",
    "LecunNormal",
    "LecunUniform",
    "Normal",
    "Orthogonal",
    "Uniform",
]


class Initializer(Part):
    """What weights begin with."""


@dataclass(frozen=True)
class GlorotUniform(Initializer):
    """Uniform numbers in ``[-a, a)`` with ``a = sqrt(6 / (fanIn + fanOut))``, which keeps the
    variance of tanh-like layers in both directions.

    Fans: of weights ``[outputs, inputs, kernel...]`` fan-in is inputs and fan-out outputs, each
    times the size of the kernel.

    Source: X. Glorot and Y. Bengio, 2010, section 4.2.3. Keras' default for Dense and Conv;
    PyTorch's ``xavier_uniform_``.
    """

    _type: ClassVar[str] = "GlorotUniform"


@dataclass(frozen=True)
class GlorotNormal(Initializer):
    """Normal numbers of mean 0 and standard deviation ``sqrt(2 / (fanIn + fanOut))``.

    Fans: of weights ``[outputs, inputs, kernel...]`` fan-in is inputs and fan-out outputs, each
    times the size of the kernel.

    Source: X. Glorot and Y. Bengio, 2010, section 4.2.3. PyTorch's ``xavier_normal_``; Keras cuts
    the distribution off at two standard deviations, this does not.
    """

    _type: ClassVar[str] = "GlorotNormal"


@dataclass(frozen=True)
class HeUniform(Initializer):
    """Uniform numbers in ``[-a, a)`` with ``a = sqrt(6 / fanIn)``, which keeps the variance of
    layers that are followed by a ReLU.

    Fans: of weights ``[outputs, inputs, kernel...]`` fan-in is inputs and fan-out outputs, each
    times the size of the kernel.

    Source: K. He et al., 2015, section 2.2. PyTorch's ``kaiming_uniform_`` with
    ``nonlinearity='relu'``; the default of its Linear and Conv has ``a = 1 / sqrt(fanIn)``.
    """

    _type: ClassVar[str] = "HeUniform"


@dataclass(frozen=True)
class HeNormal(Initializer):
    """Normal numbers of mean 0 and standard deviation ``sqrt(2 / fanIn)``, which keeps the variance
    of layers that are followed by a ReLU.

    Fans: of weights ``[outputs, inputs, kernel...]`` fan-in is inputs and fan-out outputs, each
    times the size of the kernel.

    Source: K. He et al., 2015, section 2.2. PyTorch's ``kaiming_normal_``; Keras cuts the
    distribution off at two standard deviations, this does not.
    """

    _type: ClassVar[str] = "HeNormal"


@dataclass(frozen=True)
class LecunUniform(Initializer):
    """Uniform numbers in ``[-a, a)`` with ``a = sqrt(3 / fanIn)``: variance ``1 / fanIn``.

    Fans: of weights ``[outputs, inputs, kernel...]`` fan-in is inputs and fan-out outputs, each
    times the size of the kernel.

    Source: Y. LeCun et al., "Efficient BackProp", 1998, section 4.6. Keras' ``lecun_uniform``.
    """

    _type: ClassVar[str] = "LecunUniform"


@dataclass(frozen=True)
class LecunNormal(Initializer):
    """Normal numbers of mean 0 and standard deviation ``sqrt(1 / fanIn)``.

    Fans: of weights ``[outputs, inputs, kernel...]`` fan-in is inputs and fan-out outputs, each
    times the size of the kernel.

    Source: Y. LeCun et al., "Efficient BackProp", 1998, section 4.6. Keras' ``lecun_normal`` cuts
    the distribution off at two standard deviations, this does not.
    """

    _type: ClassVar[str] = "LecunNormal"


@dataclass(frozen=True)
class Uniform(Initializer):
    """Uniform numbers in ``[low, high)``.

    :param low: the least number
    :param high: above all numbers
    """

    _type: ClassVar[str] = "Uniform"

    low: float
    high: float


@dataclass(frozen=True)
class Normal(Initializer):
    """Normally distributed numbers."""

    _type: ClassVar[str] = "Normal"
    _order: ClassVar[Tuple[str, ...]] = ("mean", "standardDeviation")

    standardDeviation: float
    _: KW_ONLY
    mean: float = 0.0


@dataclass(frozen=True)
class Constant(Initializer):
    """The same number everywhere."""

    _type: ClassVar[str] = "Constant"

    value: float


@dataclass(frozen=True)
class Orthogonal(Initializer):
    """A random matrix with orthonormal rows, or columns where it is taller than wide, times a gain.

    Weights ``[outputs, inputs, kernel...]`` are taken as the matrix ``[outputs, inputs * kernel]``,
    as in PyTorch. Random normal vectors are made orthonormal one after another by the modified
    Gram-Schmidt process in doubles, which gives what a QR decomposition with positive diagonal
    gives, drawn evenly from all such matrices, and the same bits on every machine; a native LAPACK
    would not. The time is ``2 r^2 c`` multiplications for r vectors of c elements.

    Source: A. Saxe et al., 2014, section 3.

    :param gain: the length of every row or column
    """

    _type: ClassVar[str] = "Orthogonal"

    _: KW_ONLY
    gain: float = 1.0
