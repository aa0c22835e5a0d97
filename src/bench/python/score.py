"""Measures scoring in PyTorch: the peer of `bin/bench score`.

One process measures one mode, as rounds.py says. In every mode batch norm is folded into the
convolution before it, by PyTorch's own tools. In bfloat16 a mode runs under autocast, or, where its
name begins with cast, the network's weights are bfloat16 themselves. Needs torch alone.
"""

import argparse

import torch
import torch._inductor.config
from networks import NETWORKS
from rounds import serve
from torch.fx.experimental.optimization import fuse

LAYOUTS = ("", "_channels_last")
MODES = tuple(kind + layout for kind in ("eager", "frozen", "compiled") for layout in LAYOUTS)
CAST = tuple("cast_" + kind + layout for kind in ("eager", "compiled") for layout in LAYOUTS)


def scoring(options):
    """A function that scores the same random batch once."""
    build, row = NETWORKS[options.network]
    torch.manual_seed(1)
    network = build().eval()
    rows = torch.rand(options.batch, *row)
    cast = options.mode.startswith("cast_")
    kind = options.mode.removeprefix("cast_")
    # Without its cache, which a trace must not keep.
    autocast = torch.autocast(
        "cpu",
        torch.bfloat16,
        enabled=options.precision == "bfloat16" and not cast,
        cache_enabled=False,
    )
    if kind.startswith("eager"):
        network = fuse(network)
    if cast:
        network = network.bfloat16()
    if kind.endswith("channels_last") and rows.dim() == 4:
        network = network.to(memory_format=torch.channels_last)
        rows = rows.contiguous(memory_format=torch.channels_last)
    if kind.startswith("frozen"):
        with torch.no_grad(), autocast:
            traced = torch.jit.freeze(torch.jit.trace(network, rows))
            network = torch.jit.optimize_for_inference(traced)

    def score(batch):
        with autocast:
            return network(batch.bfloat16() if cast else batch)

    if kind.startswith("compiled"):
        # Freezing folds batch norm and lays out the weights when it compiles.
        torch._inductor.config.freezing = True
        score = torch.compile(score)
    return lambda: score(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--network", choices=NETWORKS, required=True)
    parser.add_argument("--batch", type=int, required=True)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--mode", choices=MODES + CAST, required=True)
    parser.add_argument("--precision", choices=("float32", "bfloat16"), default="float32")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    # Compiling with freezing asks for no_grad; inference_mode is the fastest way to have it.
    with torch.inference_mode():
        serve(scoring(options), options.batch, f"PyTorch {torch.__version__}, {options.mode}")


if __name__ == "__main__":
    main()
