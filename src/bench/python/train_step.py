"""Measures one training step in PyTorch: the peer of `bin/bench train`.

One process measures one mode. It prints `@ready WORDS` when it is warm and then, for each line
`round SECONDS` on its input, `@round IMAGES SECONDS`. Needs torch alone.
"""

import argparse
import sys
import time

import torch
from torch import nn
from torch.nn import functional

MODES = ("contiguous", "channels_last", "compiled", "compiled_channels_last")
WARM_UP_SECONDS = 3


def lenet():
    """6-12-100-10 on gray images of 28 x 28, as in io.kindling.layers.zoo.LeNet."""
    return nn.Sequential(
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


def vgg():
    """64-64-M-128-128-M-256x3-M-512x3-M-512x3-M-512-10 on color images, as in zoo.Vgg."""
    layers = []
    channels = 3
    for block in ((64, 64), (128, 128), (256,) * 3, (512,) * 3, (512,) * 3):
        for filters in block:
            # The bias would be taken out again by the mean of the batch.
            layers.append(nn.Conv2d(channels, filters, 3, padding=1, bias=False))
            layers.append(nn.BatchNorm2d(filters))
            layers.append(nn.ReLU(inplace=True))
            channels = filters
        layers.append(nn.MaxPool2d(2))
    layers += [nn.Flatten(), nn.Linear(512, 512), nn.ReLU(inplace=True), nn.Linear(512, 10)]
    return nn.Sequential(*layers)


NETWORKS = {"lenet": (lenet, (1, 28, 28)), "vgg": (vgg, (3, 32, 32))}


def training_step(options):
    """A function that trains once on the same random batch."""
    build, image = NETWORKS[options.network]
    torch.manual_seed(1)
    network = build()
    images = torch.rand(options.batch, *image)
    labels = torch.randint(0, 10, (options.batch,))
    if options.mode.endswith("channels_last"):
        network = network.to(memory_format=torch.channels_last)
        images = images.contiguous(memory_format=torch.channels_last)
    # One kernel for all parameters: for LeNet a loop over them makes a step half as long again.
    optimizer = torch.optim.SGD(network.parameters(), lr=0.001, momentum=0.9, fused=True)

    def loss_of(batch, targets):
        return functional.cross_entropy(network(batch), targets)

    if options.mode.startswith("compiled"):
        loss_of = torch.compile(loss_of)

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss_of(images, labels).backward()
        optimizer.step()

    return step


def run(step, seconds):
    """Whole steps for about `seconds`: how many they were and how long they took."""
    begin = time.perf_counter()
    steps = 0
    while True:
        step()
        steps += 1
        passed = time.perf_counter() - begin
        if passed >= seconds:
            return steps, passed


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--network", choices=NETWORKS, required=True)
    parser.add_argument("--batch", type=int, required=True)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--mode", choices=MODES, required=True)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    step = training_step(options)
    step()  # Compiles, where it is compiled.
    run(step, WARM_UP_SECONDS)
    print(f"@ready PyTorch {torch.__version__}, {options.mode}", flush=True)
    for line in sys.stdin:
        steps, seconds = run(step, float(line.split()[1]))
        print(f"@round {steps * options.batch} {seconds:.9f}", flush=True)


if __name__ == "__main__":
    main()
