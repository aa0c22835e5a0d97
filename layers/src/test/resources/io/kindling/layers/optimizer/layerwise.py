"""Writes layerwise.txt: parameters after each of 12 steps of Lars and Lamb of timm.

The problem is that of trajectories.py: parameters begin at sin(i), the gradient of step t is
cos(i + t) + 0.5 w, the rate 0.1 / (1 + 0.1 t). The optimizers are read from timm's own files, since
the package as a whole wants torchvision: pip download --no-deps timm==1.0.15; unzip it; put the
folder on PYTHONPATH.
"""
import importlib.util
import math
import pathlib
import sys
import types

import torch

N, STEPS = 5, 12


def load(name):
    root = next(pathlib.Path(p) / "timm" for p in sys.path if (pathlib.Path(p) / "timm").is_dir())
    for package in ("timm", "timm.optim"):
        sys.modules.setdefault(package, types.ModuleType(package)).__path__ = []
    for part in ("_types", name):
        file = root / "optim" / f"{part}.py"
        if file.exists():
            spec = importlib.util.spec_from_file_location(f"timm.optim.{part}", file)
            module = importlib.util.module_from_spec(spec)
            sys.modules[spec.name] = module
            spec.loader.exec_module(module)
    return module, (root / "version.py").read_text().split("'")[1]


lars, version = load("lars")
lamb, _ = load("lamb")
CASES = {
    "lars": lambda p: lars.Lars(p, 0.1, momentum=0.9, trust_coeff=0.1, always_adapt=True),
    "lars_decay": lambda p: lars.Lars(
        p, 0.1, momentum=0.5, weight_decay=0.05, trust_coeff=0.02, always_adapt=True),
    "lamb": lambda p: lamb.Lamb(
        p, 0.1, weight_decay=0.01, max_grad_norm=None, always_adapt=True),
    "lamb_betas": lambda p: lamb.Lamb(
        p, 0.1, weight_decay=0.01, betas=(0.8, 0.95), eps=1e-4, max_grad_norm=None, always_adapt=True),
}

lines = [f"# timm {version}, torch {torch.__version__}: case step w0 w1 w2 w3 w4"]
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
