"""What a contender in Python does: it warms up, says so, and works for as long as it is told.

It prints `@ready WORDS` when it is warm and then, for each line `round SECONDS` on its input,
`@round UNITS SECONDS`.
"""

import sys
import time

WARM_UP_SECONDS = 3


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


def serve(step, units, words):
    """Warms up, then works in rounds; one step counts as `units`."""
    step()  # Compiles, where it is compiled.
    run(step, WARM_UP_SECONDS)
    print(f"@ready {words}", flush=True)
    for line in sys.stdin:
        steps, seconds = run(step, float(line.split()[1]))
        print(f"@round {steps * units} {seconds:.9f}", flush=True)
