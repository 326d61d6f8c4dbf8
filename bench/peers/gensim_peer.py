"""gensim's Word2Vec: skip-gram with negative sampling over whole baskets. One training; started by `run_peer`."""

import time
from pathlib import Path
from typing import Any

from gensim.models import Word2Vec

from . import processes
from .vectors import Vectors


def train(corpus: str, reader: str, window: int, dim: int, epochs: int, settings: dict[str, Any]) -> dict[str, Any]:
    """reader: `file` gives the workers parts of the corpus file, `lines` hands them baskets that are in memory."""
    model = Word2Vec(
        sg=1,
        hs=0,
        negative=settings["negatives"],
        ns_exponent=settings["noise_exponent"],
        alpha=settings["learning_rate"],
        workers=settings["threads"],
        vector_size=dim,
        window=window,
        shrink_windows=False,
        sample=0,
        min_count=1,
        seed=1,
    )
    if reader == "file":
        source = {"corpus_file": corpus}
    else:
        lines = Path(corpus).read_text(encoding="ascii").splitlines()
        source = {"corpus_iterable": [line.split(" ") for line in lines]}
    model.build_vocab(**source)
    started = time.perf_counter()
    model.train(**source, total_examples=model.corpus_count, total_words=model.corpus_total_words, epochs=epochs)
    seconds = time.perf_counter() - started
    peak = processes.peak_bytes()
    if settings["out"]:
        Vectors.by_index(model.wv.index_to_key, model.wv.vectors, model.syn1neg).write(Path(settings["out"]))
    return {"train_seconds": seconds, "peak_bytes": peak}


if __name__ == "__main__":
    processes.answer(train(**processes.arguments()))
