"""Logs fits to MLflow where that is installed."""

from __future__ import annotations

import os
import tempfile
import warnings
from typing import Any, Optional

__all__ = ["log_fit"]

_LONGEST = 500
"""As many characters of a parameter as every MLflow server takes."""


def log_fit(model: Any, run_name: Optional[str] = None, log_model: bool = True) -> Optional[str]:
    """Logs the params, the history and the model of a fit to MLflow, and returns the run's id.

    Goes into the run that is active, else into one of its own. Metrics of epochs have the number
    of the epoch as their step; losses of single steps that of the step. The model is the artifact
    ``model``: the folder that ``model.save`` writes, with ``model.onnx`` in it.

    A server that is down, or no ``mlflow`` at all, is a warning: the model has been trained.

    >>> model = classifier.fit(training)                                # doctest: +SKIP
    >>> kindling.tracking.log_fit(model)                                # doctest: +SKIP
    """
    try:
        import mlflow
    except ImportError:
        warnings.warn("kindling: expected mlflow, got none. Run: pip install mlflow", stacklevel=2)
        return None
    try:
        return _log(mlflow, model, run_name, log_model)
    except Exception as e:  # noqa: BLE001
        warnings.warn(
            f"kindling: the fit is not logged, since MLflow at {mlflow.get_tracking_uri()}"
            f" did not take it: {e}",
            stacklevel=2,
        )
        return None


def _log(mlflow: Any, model: Any, run_name: Optional[str], log_model: bool) -> str:
    from mlflow.entities import Metric, Param
    from mlflow.tracking import MlflowClient

    summary = model.summary()
    client = MlflowClient()
    active = mlflow.active_run()
    name = run_name or summary.data.get("run") or model.uid
    if active is None:
        experiment = os.environ.get("MLFLOW_EXPERIMENT_ID")
        if experiment is None:
            named = client.get_experiment_by_name(
                os.environ.get("MLFLOW_EXPERIMENT_NAME", "Default")
            )
            experiment = named.experiment_id if named else "0"
        run = client.create_run(experiment, run_name=name)
    else:
        run = active
    run_id = run.info.run_id
    try:
        params = {**_params(model), **_told(summary)}
        known = client.get_run(run_id).data.params
        fresh = [Param(k, v) for k, v in sorted(params.items()) if k not in known]
        for at in range(0, len(fresh), 100):
            client.log_batch(run_id, params=fresh[at : at + 100])
        metrics = [Metric(*each) for each in _metrics(summary)]
        for at in range(0, len(metrics), 1000):
            client.log_batch(run_id, metrics=metrics[at : at + 1000])
        if log_model:
            with tempfile.TemporaryDirectory() as folder:
                path = os.path.join(folder, "model")
                model.save("file://" + path)
                client.log_artifacts(run_id, path, "model")
        if active is None:
            client.set_terminated(run_id, "FINISHED")
    except Exception:
        if active is None:
            client.set_terminated(run_id, "FAILED")
        raise
    return str(run_id)


def _params(model: Any) -> "dict[str, str]":
    """Returns the params of the estimator, which a model knows that was not loaded."""
    from py4j.java_collections import JavaArray

    stage = model._java_obj
    if stage.hasParent():
        stage = stage.parent()
    found = {}
    for param in stage.params():
        if param.name() != "network" and stage.isDefined(param):
            value = stage.getOrDefault(param)
            text = list(value) if isinstance(value, JavaArray) else value
            found[param.name()] = str(text)[:_LONGEST]
    return found


def _told(summary: Any) -> "dict[str, str]":
    names = ("run", "backend", "precision", "workers", "threads", "reason", "bestEpoch", "seconds")
    return {
        "fit." + name: str(summary.data[name])[:_LONGEST]
        for name in names
        if summary.data.get(name) not in (None, "")
    }


def _metrics(summary: Any) -> "list[tuple[str, float, int, int]]":
    import math
    import time

    now = int(1000 * time.time())
    found = []
    for epoch in summary.epochs:
        for name, value in epoch.items():
            if name != "epoch" and math.isfinite(value):
                found.append((name, float(value), now, int(epoch["epoch"])))
    for step in summary.data.get("steps") or []:
        if math.isfinite(step["loss"]):
            found.append(("step_loss", float(step["loss"]), now, int(step["step"])))
    return found
