"""Trains LeNet (6-12-100-10) on MNIST in PyTorch with the recipe of the quickstart.

The peer of `bin/quickstart`: the same network, initialization, optimizer, schedule and pixels, so
the two test accuracies may be compared seed by seed. Needs torch and numpy.
"""

import argparse
import gzip
import math
import os
import pathlib
import time

# Small products: a second OpenBLAS thread costs more than it brings.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import torch
from torch import nn
from torch.nn import functional

UNSIGNED_BYTE = 8


def read_idx(folder, name, rank):
    """Reads an IDX file of unsigned bytes, gzipped or not, as an array of `rank` dimensions."""
    path = folder / name
    if path.exists():
        data = path.read_bytes()
    else:
        data = gzip.decompress((folder / (name + ".gz")).read_bytes())
    if data[:4] != bytes([0, 0, UNSIGNED_BYTE, rank]):
        got = data[:4].hex(" ")
        raise ValueError(f"{path}: expected magic 00 00 08 {rank:02x}, got {got}")
    shape = np.frombuffer(data, ">i4", rank, 4)
    return np.frombuffer(data, np.uint8, offset=4 + 4 * rank).reshape(shape)


def load(folder, prefix):
    """Images [count, 1, 28, 28] with pixels in [0, 1], and labels [count]."""
    images = read_idx(folder, f"{prefix}-images-idx3-ubyte", 3).astype(np.float32) / 255
    labels = read_idx(folder, f"{prefix}-labels-idx1-ubyte", 1).astype(np.int64)
    return torch.from_numpy(images).unsqueeze(1), torch.from_numpy(labels)


def lenet():
    """LeNet: weights Glorot uniform, biases zero."""
    network = nn.Sequential(
        nn.Conv2d(1, 6, 5),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(6, 12, 5),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(12 * 4 * 4, 100),
        nn.ReLU(),
        nn.Linear(100, 10),
    )
    for layer in network:
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            nn.init.xavier_uniform_(layer.weight)
            nn.init.zeros_(layer.bias)
    return network


def train(network, images, labels, options):
    """Adam, its rate falling by step from `learning_rate` to 0 along half a cosine."""
    optimizer = torch.optim.Adam(network.parameters(), lr=options.learning_rate)
    steps = options.epochs * math.ceil(len(images) / options.batch_size)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: 0.5 * (1 + math.cos(math.pi * step / steps))
    )
    for epoch in range(1, options.epochs + 1):
        start = time.perf_counter()
        total = 0.0
        for rows in torch.randperm(len(images)).split(options.batch_size):
            optimizer.zero_grad()
            loss = functional.cross_entropy(network(images[rows]), labels[rows])
            loss.backward()
            optimizer.step()
            schedule.step()
            total += loss.item() * len(rows)
        seconds = time.perf_counter() - start
        print(
            f"epoch {epoch}/{options.epochs}  loss {total / len(images):.4f}"
            f"  {len(images) / seconds:,.0f} rows/s",
            flush=True,
        )


@torch.no_grad()
def accuracy(network, images, labels):
    """Share of images whose largest output is that of their label."""
    network.eval()
    hits = [
        (network(part).argmax(1) == truth).sum().item()
        for part, truth in zip(images.split(1000), labels.split(1000))
    ]
    return sum(hits) / len(images)


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=pathlib.Path, required=True, help="folder of four IDX files")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--batch-size", type=int, default=64)
    parser.add_argument("--learning-rate", type=float, default=0.004, help="of the first step")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


def main():
    options = parse_options()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    network = lenet()
    train(network, *load(options.data, "train"), options)
    print(f"test accuracy: {accuracy(network, *load(options.data, 't10k')):.4f}")


if __name__ == "__main__":
    main()
