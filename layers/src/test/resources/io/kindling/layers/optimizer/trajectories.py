"""Writes trajectories.txt: parameters after each of 12 steps of torch.optim (float32, foreach off).

Parameters begin at sin(i); the gradient of step t (from 0) is cos(i + t) + 0.5 w, so it depends on
the parameters. The rate of step t is 0.1 / (1 + 0.1 t), set from outside.
"""
import math
import pathlib

import torch

N, STEPS = 5, 12
CASES = {
    "sgd": lambda p: torch.optim.SGD(p, 0.1),
    "sgd_decay": lambda p: torch.optim.SGD(p, 0.1, weight_decay=0.03),
    "sgd_momentum": lambda p: torch.optim.SGD(p, 0.1, momentum=0.9, weight_decay=0.01),
    "sgd_nesterov": lambda p: torch.optim.SGD(p, 0.1, momentum=0.9, nesterov=True),
    "adam": lambda p: torch.optim.Adam(p, 0.1),
    "adam_decay": lambda p: torch.optim.Adam(p, 0.1, (0.8, 0.95), 1e-6, weight_decay=0.1),
    "adamw": lambda p: torch.optim.AdamW(p, 0.1),
    "rmsprop": lambda p: torch.optim.RMSprop(p, 0.1),
    "rmsprop_centered": lambda p: torch.optim.RMSprop(
        p, 0.1, alpha=0.9, eps=1e-4, momentum=0.5, centered=True, weight_decay=0.02),
    "adagrad": lambda p: torch.optim.Adagrad(p, 0.1),
    "adagrad_initial": lambda p: torch.optim.Adagrad(
        p, 0.1, initial_accumulator_value=0.1, eps=1e-5, weight_decay=0.05),
}

lines = [f"# torch {torch.__version__}: case step w0 w1 w2 w3 w4"]
for name, create in CASES.items():
    w = torch.tensor([math.sin(i) for i in range(N)], dtype=torch.float32, requires_grad=True)
    optimizer = create([w])
    for t in range(STEPS):
        for group in optimizer.param_groups:
            group["lr"] = 0.1 / (1 + 0.1 * t)
        slope = torch.tensor([math.cos(i + t) for i in range(N)], dtype=torch.float32)
        w.grad = slope + 0.5 * w.detach()
        optimizer.step()
        lines.append(f"{name} {t} " + " ".join(repr(float(x)) for x in w.detach()))
pathlib.Path(__file__).with_suffix(".txt").write_text("\n".join(lines) + "\n")
