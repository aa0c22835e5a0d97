"""Writes rates.txt: the rates of torch.optim.lr_scheduler, stepped once per unit of time."""
import pathlib

import torch
from torch.optim import lr_scheduler as s

UNITS = 24
MONITORED = [1.0, 0.9, 0.8, 0.8, 0.81, 0.79995, 0.8, 0.7, 0.75, 0.76, 0.74, 0.73, 0.72, 0.71,
             0.705, 0.703, 0.7001, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6]
CASES = {
    "constant": lambda o: s.ConstantLR(o, factor=1.0, total_iters=0),
    "step": lambda o: s.StepLR(o, 4, gamma=0.5),
    "multi_step": lambda o: s.MultiStepLR(o, [3, 8, 15], gamma=0.1),
    "exponential": lambda o: s.ExponentialLR(o, 0.9),
    "inverse_time": lambda o: s.LambdaLR(o, lambda t: 1 / (1 + 0.25 * t)),
    "cosine": lambda o: s.CosineAnnealingLR(o, UNITS, eta_min=0.01),
    "polynomial": lambda o: s.PolynomialLR(o, total_iters=20, power=2.0),
    "one_after_another": lambda o: s.SequentialLR(
        o, [s.ExponentialLR(o, 0.8), s.StepLR(o, 3, gamma=0.5)], milestones=[10]),
    "warm_up": lambda o: s.ChainedScheduler(
        [s.LinearLR(o, start_factor=0.25, total_iters=6), s.ExponentialLR(o, 0.9)]),
    "scaled": lambda o: s.ChainedScheduler(
        [s.ConstantLR(o, factor=0.1, total_iters=UNITS + 1), s.ExponentialLR(o, 0.9)]),
}

lines = [f"# torch {torch.__version__}: case then the rate of each unit of time"]


def optimizer():
    return torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.5)


for name, create in CASES.items():
    o = optimizer()
    scheduler = create(o)
    rates = []
    for _ in range(UNITS):
        rates.append(o.param_groups[0]["lr"])
        o.step()
        scheduler.step()
    lines.append(name + " " + " ".join(repr(r) for r in rates))

for name, options in {
    "plateau": dict(factor=0.5, patience=2, threshold=1e-3),
    "plateau_cooldown": dict(factor=0.1, patience=1, threshold=1e-2, cooldown=2, min_lr=0.001),
}.items():
    o = optimizer()
    scheduler = s.ReduceLROnPlateau(o, eps=0.0, **options)
    rates = []
    for value in MONITORED:
        rates.append(o.param_groups[0]["lr"])
        o.step()
        scheduler.step(value)
    lines.append(name + " " + " ".join(repr(r) for r in rates))
pathlib.Path(__file__).with_suffix(".txt").write_text("\n".join(lines) + "\n")
