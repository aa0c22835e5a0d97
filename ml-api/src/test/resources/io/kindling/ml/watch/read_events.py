"""Prints what TensorBoard's own reader finds below a log directory, as JSON."""

import json
import sys

from tensorboard.backend.event_processing.event_multiplexer import EventMultiplexer

multiplexer = EventMultiplexer(size_guidance={"scalars": 0, "histograms": 0})
multiplexer.AddRunsFromDirectory(sys.argv[1])
multiplexer.Reload()
found = {}
for run, tags in multiplexer.Runs().items():
    events = multiplexer.GetAccumulator(run)
    nodes = events.Graph().node if tags["graph"] else []
    scalars, histograms = {}, {}
    for tag in tags["scalars"]:
        scalars[tag] = {event.step: event.value for event in events.Scalars(tag)}
    for tag in tags["histograms"]:
        histograms[tag] = {
            event.step: [
                event.histogram_value.num,
                event.histogram_value.min,
                event.histogram_value.max,
                sum(event.histogram_value.bucket),
            ]
            for event in events.Histograms(tag)
        }
    found[run] = {
        "scalars": scalars,
        "histograms": histograms,
        "graph": {node.name: [node.op, list(node.input)] for node in nodes},
    }
json.dump(found, sys.stdout)
