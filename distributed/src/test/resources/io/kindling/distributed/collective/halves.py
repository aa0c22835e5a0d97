"""Writes halves.txt: bits of floats, of the binary16 and of the bfloat16 next to them (numpy, torch)."""
import pathlib

import numpy
import torch

random = numpy.random.default_rng(3)
bits = random.integers(0, 2**32, 600, dtype=numpy.uint32)
near = (random.standard_normal(600) * 10.0 ** random.integers(-9, 6, 600)).astype(numpy.float32)
# Halfway between two of each, where ties must go to the even one.
ties = (random.integers(0, 2**15, 300).astype(numpy.uint32) << 16) | 0x8000
halves = random.integers(0, 0x7C00, 300).astype(numpy.uint16).view(numpy.float16).astype(numpy.float32)
after = (halves.view(numpy.uint32) + (1 << 12)).view(numpy.float32)
floats = numpy.concatenate([bits.view(numpy.float32), near, ties.view(numpy.float32), halves, after])
floats = floats[~numpy.isnan(floats)]
with numpy.errstate(over="ignore"):
    half = floats.astype(numpy.float16).view(numpy.uint16)
brain = torch.from_numpy(floats.copy()).to(torch.bfloat16).view(torch.int16).numpy().view(numpy.uint16)
lines = [f"# numpy {numpy.__version__}, torch {torch.__version__}: float binary16 bfloat16"]
lines += [f"{f:08x} {h:04x} {b:04x}" for f, h, b in zip(floats.view(numpy.uint32), half, brain)]
pathlib.Path(__file__).with_suffix(".txt").write_text("\n".join(lines) + "\n")
