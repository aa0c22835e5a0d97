"""Trains with the recipes of `bin/bench accuracy` in PyTorch and prints the test accuracy.

The same networks, initialization, optimizer, schedule and pixels as
io.kindling.bench.accuracy.Recipe. Needs torch and numpy.
"""

import argparse
import math

import numpy as np
import torch
from networks import NETWORKS
from torch import nn
from torch.nn import functional


def load(file, row, options):
    """Images, and labels, from rows of a byte for the label and a byte for each pixel."""
    rows = np.fromfile(file, np.uint8).reshape(-1, 1 + math.prod(row))
    images = (rows[:, 1:].astype(np.float32) - options.mean) / options.unit
    return torch.from_numpy(images).reshape(-1, *row), torch.from_numpy(rows[:, 0].astype(np.int64))


def initialize(network):
    """Weights Glorot uniform, biases zero."""
    for layer in network.modules():
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            nn.init.xavier_uniform_(layer.weight)
            nn.init.zeros_(layer.bias)


def train(network, images, labels, options):
    """Adam, its rate falling by step to 0 along half a cosine."""
    optimizer = torch.optim.Adam(network.parameters(), lr=options.rate)
    steps = options.epochs * math.ceil(len(images) / options.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: 0.5 * (1 + math.cos(math.pi * step / steps))
    )
    for _ in range(options.epochs):
        for rows in torch.randperm(len(images)).split(options.batch):
            optimizer.zero_grad()
            functional.cross_entropy(network(images[rows]), labels[rows]).backward()
            optimizer.step()
            schedule.step()


@torch.no_grad()
def accuracy(network, images, labels):
    """Share of images whose largest output is that of their label."""
    hits = [
        (network(part).argmax(1) == truth).sum().item()
        for part, truth in zip(images.split(1000), labels.split(1000))
    ]
    return sum(hits) / len(images)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--network", choices=NETWORKS, required=True)
    parser.add_argument("--train", required=True)
    parser.add_argument("--test", required=True)
    parser.add_argument("--epochs", type=int, required=True)
    parser.add_argument("--batch", type=int, required=True)
    parser.add_argument("--rate", type=float, required=True)
    parser.add_argument("--mean", type=float, required=True)
    parser.add_argument("--unit", type=float, required=True)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    build, row = NETWORKS[options.network]
    network = build()
    initialize(network)
    train(network, *load(options.train, row, options), options)
    network.eval()
    print(f"@accuracy {accuracy(network, *load(options.test, row, options)):.6f}")


if __name__ == "__main__":
    main()
