"""Measures the memory of training in PyTorch: the peer of `bin/bench memory`.

One process answers once: by how many MiB the peak of its resident memory has grown from before
the first step, which compiles where it is compiled, to the end of step 20. Needs torch alone.
"""

import argparse
import sys

import torch
from networks import NETWORKS
from train_step import MODES, training_step

STEPS = 20


def peak():
    """The most KiB that were ever resident."""
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--network", choices=NETWORKS, required=True)
    parser.add_argument("--batch", type=int, required=True)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--mode", choices=MODES, required=True)
    parser.add_argument("--precision", choices=("float32", "bfloat16"), default="float32")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    step = training_step(options)
    print(f"@ready PyTorch {torch.__version__}, {options.mode}", flush=True)
    if sys.stdin.readline():
        before = peak()
        for _ in range(STEPS):
            step()
        print(f"@round {(peak() - before) / 1024:.9f} 1", flush=True)


if __name__ == "__main__":
    main()
