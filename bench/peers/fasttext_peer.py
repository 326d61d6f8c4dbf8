"""fastText's skip-gram without subwords. One training; started by `run_peer`."""

import time
from pathlib import Path
from typing import Any

import fasttext

from . import processes
from .vectors import Vectors


def train(corpus: str, window: int, dim: int, epochs: int, settings: dict[str, Any]) -> dict[str, Any]:
    def fit(count: int) -> Any:
        return fasttext.train_unsupervised(
            corpus,
            model="skipgram",
            loss="ns",
            dim=dim,
            ws=window,
            neg=settings["negatives"],
            lr=settings["learning_rate"],
            thread=settings["threads"],
            epoch=count,
            minn=0,
            maxn=0,
            minCount=1,
            t=1.0,
            verbose=0,
        )

    prepare = 0.0
    if settings["only_training"]:
        # No epochs: what reading the file and building the vocabulary take.
        started = time.perf_counter()
        fit(0)
        prepare = time.perf_counter() - started
    started = time.perf_counter()
    model = fit(epochs)
    seconds = time.perf_counter() - started - prepare
    peak = processes.peak_bytes()
    if settings["out"]:
        vectors = Vectors.by_index(model.get_words(), model.get_input_matrix(), model.get_output_matrix())
        vectors.write(Path(settings["out"]))
    return {"train_seconds": seconds, "peak_bytes": peak}


if __name__ == "__main__":
    processes.answer(train(**processes.arguments()))
