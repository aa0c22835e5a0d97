"""Optimizers: how weights follow the gradient.

Written by tools/generate.py from the Java sources; change those.
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from typing import ClassVar

from kindling._parts import Part

__all__ = [
    "Adagrad",
    "Adam",
    "AdamW",
    "Lamb",
    "Lars",
    "Lbfgs",
    "Optimizer",
    "RmsProp",
    "Sgd",
]


class Optimizer(Part):
    """How weights follow the gradient; the rate is the schedule's."""


@dataclass(frozen=True)
class Sgd(Optimizer):
    """Stochastic gradient descent with momentum.

    With rate r, momentum m, gradient g: ``b = m b + g``, ``w -= r b``; with Nesterov's momentum ``w
    -= r (g + m b)`` with the new b; without momentum ``w -= r g``. The buffer b begins as zeros.

    Source: Boris Polyak, "Some methods of speeding up the convergence of iteration methods", 1964;
    Ilya Sutskever, James Martens, George Dahl, Geoffrey Hinton, "On the importance of
    initialization and momentum in deep learning", ICML 2013, section 2. As torch.optim.SGD with
    dampening 0. Keras has the rate inside the buffer (``b = m b - r g``), which differs when the
    rate changes.

    :param momentum: m in [0, 1)
    :param nesterov: whether the gradient is taken as if the momentum step were done; needs
        momentum
    :param weightDecay: factor of L2 decay
    """

    _type: ClassVar[str] = "Sgd"

    _: KW_ONLY
    momentum: float = 0.0
    nesterov: bool = False
    weightDecay: float = 0.0


@dataclass(frozen=True)
class Adam(Optimizer):
    """Steps that are scaled by running means of the gradient and of its square.

    With rate r, gradient g and step t from 1: ``m = beta1 m + (1 - beta1) g``, ``v = beta2 v + (1 -
    beta2) g^2``, ``w -= r m' / (sqrt(v') + epsilon)`` with ``m' = m / (1 - beta1^t)`` and ``v' = v
    / (1 - beta2^t)``.

    Source: Diederik Kingma, Jimmy Ba, "Adam: a method for stochastic optimization", ICLR 2015,
    algorithm 1. As torch.optim.Adam. Keras adds epsilon (1e-7) to the root of the uncorrected v.

    :param beta1: decay of the mean, in [0, 1)
    :param beta2: decay of the mean square, in [0, 1)
    :param epsilon: added to the root
    :param weightDecay: factor of L2 decay
    """

    _type: ClassVar[str] = "Adam"

    _: KW_ONLY
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-08
    weightDecay: float = 0.0


@dataclass(frozen=True)
class AdamW(Optimizer):
    """Adam with decoupled weight decay.

    With rate r and decay d, first ``w -= r d w``, then Adam's step from the gradient without any
    penalty, so that decay is not divided by the root of the mean square.

    Source: Ilya Loshchilov, Frank Hutter, "Decoupled weight decay regularization", ICLR 2019,
    algorithm 2 (where the schedule's multiplier, here the whole rate, scales the decay). As
    torch.optim.AdamW; Keras has a default decay of 0.004.

    :param beta1: decay of the mean, in [0, 1)
    :param beta2: decay of the mean square, in [0, 1)
    :param epsilon: added to the root
    :param weightDecay: d
    """

    _type: ClassVar[str] = "AdamW"

    _: KW_ONLY
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-08
    weightDecay: float = 0.01


@dataclass(frozen=True)
class RmsProp(Optimizer):
    """Steps that are divided by the root of a running mean of the squared gradient.

    With rate r, gradient g and decay a: ``v = a v + (1 - a) g^2``, ``d = g / (sqrt(v) + epsilon)``;
    centered, ``m = a m + (1 - a) g`` and ``sqrt(v - m^2)`` instead of ``sqrt(v)``. With momentum p
    ``b = p b + d``, ``w -= r b``, else ``w -= r d``.

    Source: Geoffrey Hinton, "Neural networks for machine learning", lecture 6e, 2012; centered:
    Alex Graves, "Generating sequences with recurrent neural networks", 2013, equations 38 to 45. As
    torch.optim.RMSprop; Keras decays by 0.9, has epsilon (1e-7) under the root, and the rate inside
    b.

    :param decay: a in [0, 1)
    :param epsilon: added to the root
    :param momentum: p in [0, 1)
    :param centered: whether the running variance is used instead of the mean square
    :param weightDecay: factor of L2 decay
    """

    _type: ClassVar[str] = "RmsProp"

    _: KW_ONLY
    decay: float = 0.99
    epsilon: float = 1e-08
    momentum: float = 0.0
    centered: bool = False
    weightDecay: float = 0.0


@dataclass(frozen=True)
class Adagrad(Optimizer):
    """Steps that are divided by the root of the sum of all squared gradients so far.

    With rate r and gradient g: ``s += g^2``, ``w -= r g / (sqrt(s) + epsilon)``.

    Source: John Duchi, Elad Hazan, Yoram Singer, "Adaptive subgradient methods for online learning
    and stochastic optimization", JMLR 12, 2011, section 1.1, diagonal case. As torch.optim.Adagrad;
    its lr_decay is InverseTime here. Keras begins s at 0.1 and has epsilon (1e-7) under the root.

    :param initial: what s begins with
    :param epsilon: added to the root
    :param weightDecay: factor of L2 decay
    """

    _type: ClassVar[str] = "Adagrad"

    _: KW_ONLY
    initial: float = 0.0
    epsilon: float = 1e-10
    weightDecay: float = 0.0


@dataclass(frozen=True)
class Lars(Optimizer):
    """Gradient descent with momentum whose rate is scaled for each layer, for very large batches.

    With rate r, trust c, momentum m, decay d, gradient g and values w of a layer: ``q = c |w| /
    (|g| + d |w| + epsilon)``, 1 where a norm is 0 and for parameters of one axis; ``b = m b + q (g
    + d w)``, ``w -= r b``.

    Source: Yang You, Igor Gitman, Boris Ginsburg, "Large batch training of convolutional networks",
    2017, algorithm 1, whose buffer holds the rate too (``b = m b + r q (g + d w)``), which differs
    when the rate changes. PyTorch and Keras have none; as Lars of timm.

    :param momentum: m in [0, 1)
    :param trust: c, above 0
    :param epsilon: added to the norms
    :param weightDecay: d
    """

    _type: ClassVar[str] = "Lars"

    _: KW_ONLY
    momentum: float = 0.9
    trust: float = 0.001
    epsilon: float = 1e-08
    weightDecay: float = 0.0


@dataclass(frozen=True)
class Lamb(Optimizer):
    """Adam's direction with a rate that is scaled for each layer, for very large batches.

    With rate r, decay d, values w of a layer and m', v' as in Adam: ``u = m' / (sqrt(v') + epsilon)
    + d w``, ``q = |w| / |u|``, 1 where a norm is 0 and for parameters of one axis; ``w -= r q u``.

    Source: Yang You et al., "Large batch optimization for deep learning: training BERT in 76
    minutes", ICLR 2020, algorithm 2 with the identity as phi. As Lamb of timm without clipping and
    with always_adapt; Keras has an epsilon of 1e-6 and skips no parameter.

    :param beta1: decay of the mean, in [0, 1)
    :param beta2: decay of the mean square, in [0, 1)
    :param epsilon: added to the root
    :param weightDecay: d
    """

    _type: ClassVar[str] = "Lamb"

    _: KW_ONLY
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-06
    weightDecay: float = 0.01


@dataclass(frozen=True)
class Lbfgs(Optimizer):
    """The limited-memory quasi-Newton method of Broyden, Fletcher, Goldfarb and Shanno, on the
    whole data set.

    From the last k pairs of parameter and gradient differences it builds a direction ``-H g``
    (two-loop recursion) and searches along it for a step that satisfies the strong Wolfe
    conditions. One value of the function is the weighted mean loss over all rows of an epoch, with
    its gradient, summed over the workers, at fixed random masks. An iteration takes one evaluation
    or a few and counts as one epoch of training; the learning rate and gradient clipping are not
    used.

    Source: Jorge Nocedal, Stephen Wright, "Numerical optimization", second edition, 2006,
    algorithms 7.4, 7.5 and 3.5, as Breeze's ``LBFGS`` has them. torch.optim.LBFGS takes fixed steps
    by default.

    :param memory: k, the number of pairs that are kept
    :param tolerance: stops when, relative to its size, the loss or the gradient changes less
    :param weightDecay: factor of L2 decay, whose penalty is part of the function
    """

    _type: ClassVar[str] = "Lbfgs"

    _: KW_ONLY
    memory: int = 10
    tolerance: float = 1e-06
    weightDecay: float = 0.0
