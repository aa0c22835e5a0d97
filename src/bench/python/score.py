"""Measures scoring in PyTorch: the peer of `bin/bench score`.

One process measures one mode, as rounds.py says. In every mode batch norm is folded into the
convolution before it, by PyTorch's own tools. Needs torch alone.
"""

import argparse

import torch
import torch._inductor.config
from networks import NETWORKS
from rounds import serve
from torch.fx.experimental.optimization import fuse

MODES = tuple(
    kind + layout for kind in ("eager", "frozen", "compiled") for layout in ("", "_channels_last")
)


def scoring(options):
    """A function that scores the same random batch once."""
    build, row = NETWORKS[options.network]
    torch.manual_seed(1)
    network = build().eval()
    rows = torch.rand(options.batch, *row)
    if options.mode.endswith("channels_last") and rows.dim() == 4:
        network = network.to(memory_format=torch.channels_last)
        rows = rows.contiguous(memory_format=torch.channels_last)
    if options.mode.startswith("compiled"):
        # Freezing folds batch norm and lays out the weights when it compiles.
        torch._inductor.config.freezing = True
        score = torch.compile(network)
    elif options.mode.startswith("frozen"):
        with torch.no_grad():
            traced = torch.jit.freeze(torch.jit.trace(network, rows))
            score = torch.jit.optimize_for_inference(traced)
    else:
        score = fuse(network)
    return lambda: score(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--network", choices=NETWORKS, required=True)
    parser.add_argument("--batch", type=int, required=True)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--mode", choices=MODES, required=True)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    # Compiling with freezing asks for no_grad; inference_mode is the fastest way to have it.
    with torch.inference_mode():
        serve(scoring(options), options.batch, f"PyTorch {torch.__version__}, {options.mode}")


if __name__ == "__main__":
    main()
