"""Measures one training step in PyTorch: the peer of `bin/bench train`.

One process measures one mode, as rounds.py says. Needs torch alone.
"""

import argparse

import torch
from networks import NETWORKS
from rounds import serve
from torch.nn import functional

MODES = ("contiguous", "channels_last", "compiled", "compiled_channels_last")


def training_step(options):
    """A function that trains once on the same random batch."""
    build, row = NETWORKS[options.network]
    torch.manual_seed(1)
    network = build()
    rows = torch.rand(options.batch, *row)
    labels = torch.randint(0, 10, (options.batch,))
    if options.mode.endswith("channels_last") and rows.dim() == 4:
        network = network.to(memory_format=torch.channels_last)
        rows = rows.contiguous(memory_format=torch.channels_last)
    # One kernel for all parameters: for LeNet a loop over them makes a step half as long again.
    optimizer = torch.optim.SGD(network.parameters(), lr=0.001, momentum=0.9, fused=True)

    narrow = options.precision == "bfloat16"

    def loss_of(batch, targets):
        with torch.autocast("cpu", torch.bfloat16, enabled=narrow):
            return functional.cross_entropy(network(batch), targets)

    if options.mode.startswith("compiled"):
        loss_of = torch.compile(loss_of)

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss_of(rows, labels).backward()
        optimizer.step()

    return step


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--network", choices=NETWORKS, required=True)
    parser.add_argument("--batch", type=int, required=True)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--mode", choices=MODES, required=True)
    parser.add_argument("--precision", choices=("float32", "bfloat16"), default="float32")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    serve(
        training_step(options), options.batch, f"PyTorch {torch.__version__}, {options.mode}"
    )


if __name__ == "__main__":
    main()
