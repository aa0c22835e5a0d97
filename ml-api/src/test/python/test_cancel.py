"""A cell that is stopped: its jobs are canceled, training ends, and the cell runs again."""

from __future__ import annotations

import threading
import time

import pytest
from kindling import DeepClassifier, Network
from kindling.layers import Dense, Tanh
from pyspark import InheritableThread

NETWORK = Network.sequential(2, Dense(16), Tanh(), Dense(2))


def cell(spark, group, frame, epochs, out):
    """What a notebook does with a cell: its own thread, its own job group."""

    def body():
        spark.sparkContext.setJobGroup(group, "a cell", interruptOnCancel=True)
        try:
            out["model"] = DeepClassifier(network=NETWORK, epochs=epochs, seed=1).fit(frame)
        except Exception as error:
            out["error"] = error

    thread = InheritableThread(target=body, daemon=True)
    thread.start()
    return thread


def wait_for_training(spark, group):
    """Waits for the job that trains: the one that goes on."""
    tracker = spark.sparkContext.statusTracker()
    seen, since = None, time.time()
    for _ in range(1200):
        jobs = [j for j in tracker.getJobIdsForGroup(group) if j in tracker.getActiveJobsIds()]
        if jobs != seen:
            seen, since = jobs, time.time()
        if jobs and time.time() - since > 2:
            return
        time.sleep(0.1)
    pytest.fail("no job of the group went on within two minutes")


@pytest.mark.parametrize("way", ["cancelJobGroup", "cancelAllJobs"])
def test_a_canceled_cell_ends_and_runs_again(spark, labeled, way):
    out = {}
    thread = cell(spark, f"cell {way}", labeled, 1_000_000, out)
    wait_for_training(spark, f"cell {way}")
    if way == "cancelJobGroup":
        spark.sparkContext.cancelJobGroup(f"cell {way}")
    else:
        # What PySpark does when a cell is interrupted.
        spark.sparkContext.cancelAllJobs()
    thread.join(60)
    assert not thread.is_alive() and "model" not in out
    assert "cancel" in str(out["error"]).lower()
    assert "\tat " not in str(out["error"])
    for _ in range(300):
        if not spark.sparkContext.statusTracker().getActiveJobsIds():
            break
        time.sleep(0.1)
    assert spark.sparkContext.statusTracker().getActiveJobsIds() == []
    again = {}
    thread = cell(spark, f"again {way}", labeled, 2, again)
    thread.join(120)
    assert "error" not in again and len(again["model"].history) == 2
    assert threading.active_count() < 50
