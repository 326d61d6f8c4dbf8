"""ItemKNN, EASE or implicit ALS: one training, or the search for its setting. Started by `run_peer`."""

import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import threadpoolctl

from . import ease, processes, settings
from .counting import ITEM_KNN_EXPONENTS, Counts
from .prod2vec import Run


def search(method: str, run: Run, iterations: int) -> dict[str, Any]:
    """Tries all settings that need a training of their own; the best one by HR@10 on the validation questions."""
    choosing = run.choosing_questions()
    started = time.perf_counter()
    if method == "EASE":
        penalty, _ = ease.best(run.training, run.products, choosing)
        values = [penalty]
    else:
        from . import als

        values, _ = als.best(run.training, run.products, choosing, settings.DIM, iterations, settings.THREADS)
    return {"values": values, "search_seconds": time.perf_counter() - started}


def train(method: str, run: Run, values: list[float], iterations: int) -> dict[str, Any]:
    """Trains, notes the time and the memory, and answers the questions only then, which takes more of both."""
    if method == "ALS":
        # Loading the package is no training.
        from . import als

    started = time.perf_counter()
    match method:
        case "ItemKNN":
            counts = Counts(run.training, run.products)
        case "EASE":
            weights = ease.weights(run.training, run.products, *values)
        case "ALS":
            scorer = als.fit(run.training, run.products, settings.DIM, *values, iterations, settings.THREADS)
    trained = time.perf_counter()
    peak = processes.peak_bytes()
    match method:
        case "ItemKNN":
            # The exponent is applied to the scores: it needs no training of its own.
            exponent, scorer = counts.best_item_knn(run.choosing_questions())
            setting, tried = f"exponent {exponent:g}", f"{len(ITEM_KNN_EXPONENTS)} in one training"
        case "EASE":
            scorer = ease.scorer(weights)
            setting, tried = f"lambda {values[0]:g}", str(len(ease.penalties(run.products)))
        case "ALS":
            setting, tried = als.described(settings.DIM, *values), str(len(als.SETTINGS))
    scores = run.test_questions().score(scorer)
    return {
        "setting": setting,
        "tried": tried,
        "train_seconds": trained - started,
        "scoring_seconds": time.perf_counter() - trained,
        "peak_bytes": peak,
        "scores": asdict(scores),
    }


def main(directory: str, method: str, values: list[float] | None, iterations: int) -> dict[str, Any]:
    """values: of the method's setting; ItemKNN has none. None: they are searched for, and nothing else."""
    run = Run.read(Path(directory))
    with threadpoolctl.threadpool_limits(settings.THREADS):
        return search(method, run, iterations) if values is None else train(method, run, values, iterations)


if __name__ == "__main__":
    processes.answer(main(**processes.arguments()))
