"""The speed part: everybody trains on the same baskets, in turns, so that a noisy minute hits all of them."""

import functools
import json
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy

from . import settings, tables
from .baskets import Baskets, with_pairs
from .processes import PeerFailed, run_peer
from .prod2vec import Run, Training, train
from .settings import KerasLoad, Plan

GENSIM = {
    "negatives": settings.NEGATIVES,
    "noise_exponent": settings.GENSIM_NOISE_EXPONENT,
    "learning_rate": settings.GENSIM_LEARNING_RATE,
    "threads": settings.THREADS,
}
FASTTEXT = {
    "negatives": settings.NEGATIVES,
    "learning_rate": settings.FASTTEXT_LEARNING_RATE,
    "threads": settings.THREADS,
}

KERAS_DEFAULT = "default"


@dataclass
class Speed:
    """Everything measured: per peer its figures, or why there are none; seconds and pairs/s, one per repeat."""

    prod2vec: dict[str, list[float]] = field(default_factory=dict)
    peers: dict[str, dict[str, Any]] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)


def corpus(run: Run, work: Path) -> Path:
    """The training baskets as gensim and fastText read them."""
    file = work / "corpus.txt"
    if not file.is_file():
        run.training.write_lines(file)
    return file


def gensim(run: Run, work: Path, epochs: int, reader: str, out: Path | None = None) -> dict[str, Any]:
    return run_peer(
        "gensim_peer",
        {
            "corpus": str(corpus(run, work)),
            "reader": reader,
            "window": int(run.training.lengths.max()),
            "dim": settings.DIM,
            "epochs": epochs,
            "settings": GENSIM | {"out": str(out) if out else ""},
        },
    )


def fasttext(run: Run, work: Path, epochs: int, only_training: bool, out: Path | None = None) -> dict[str, Any]:
    return run_peer(
        "fasttext_peer",
        {
            "corpus": str(corpus(run, work)),
            "window": int(run.training.lengths.max()),
            "dim": settings.DIM,
            "epochs": epochs,
            "settings": FASTTEXT | {"only_training": only_training, "out": str(out) if out else ""},
        },
    )


def whole_training(run: Run, work: Path, peer: str, epochs: int, reader: str = "lines") -> tuple[Path, dict[str, Any]]:
    """The file of vectors and the figures of a whole training of gensim or fastText; whoever asks first trains."""
    out = work / f"{peer}-{epochs}.npz"
    figures = out.with_suffix(".json")
    if not figures.is_file():
        if peer == "gensim":
            found = gensim(run, work, epochs, reader, out)
        else:
            found = fasttext(run, work, epochs, only_training=False, out=out)
        figures.write_text(json.dumps(found), encoding="utf-8")
    return out, json.loads(figures.read_text(encoding="utf-8"))


def fasttext_pairs(baskets: Baskets) -> float:
    """Pairs that fastText trains on in an epoch, as expected: it draws each window's reach evenly from 1 to `ws`,
    which cannot be turned off, and pairs the end of the line, a word to it, with the products."""
    window = int(baskets.lengths.max())
    total = 0.0
    for length, count in zip(*numpy.unique(baskets.lengths, return_counts=True), strict=True):
        distance = numpy.arange(1, min(length, window) + 1)
        total += count * float((2 * (length + 1 - distance) * (window - distance + 1) / window).sum())
    return total


def measure(run: Run, plan: Plan, repeats: int, work: Path) -> Speed:
    work.mkdir(parents=True, exist_ok=True)
    speed = Speed()
    rows = work / "train.csv"
    run.training.write_rows(rows)
    published_rows = work / "published.csv"
    published_pairs = settings.PUBLISHED_PAIRS if plan.name == "full" else settings.PUBLISHED_PAIRS // 10
    with_pairs(run.training, published_pairs).write_rows(published_rows)
    _choose_reader(speed, run, work)
    for repeat in range(repeats):
        _say(f"speed, repeat {repeat + 1} of {repeats}: prod2vec")
        whole = train(rows, work / f"dim-{repeat}", plan.whole_epochs, _flags(settings.DIM))
        large = train(rows, work / f"large-{repeat}", plan.large_dim_epochs, _flags(settings.LARGE_DIM))
        flags = _flags(settings.LARGE_DIM)
        published = train(published_rows, work / f"published-{repeat}", settings.PUBLISHED_EPOCHS, flags)
        _same_pairs(whole, run.training.pairs)
        _add(speed.prod2vec, "rate", whole.pairs_per_second)
        _add(speed.prod2vec, "whole_seconds", whole.whole_seconds)
        _add(speed.prod2vec, "large_dim_rate", large.pairs_per_second)
        _add(speed.prod2vec, "published_seconds", published.whole_seconds)
        _say(f"speed, repeat {repeat + 1} of {repeats}: gensim, fastText")
        _timed(speed, "gensim", lambda: _gensim_rate(speed, run, plan, work))
        _timed(speed, "fastText", lambda: _fasttext_rate(speed, run, plan, work))
    _say("speed: whole training of gensim and fastText")
    _timed(speed, "gensim", lambda: _whole(speed, "gensim", run, plan, work))
    _timed(speed, "fastText", lambda: _whole(speed, "fastText", run, plan, work))
    for load in plan.keras:
        _say(f"speed: {_keras_name(load)}")
        _timed(speed, _keras_name(load), functools.partial(_keras, speed, run, load, repeats))
    return speed


def _flags(dim: int) -> tuple[str, ...]:
    return ("--dim", str(dim), *settings.SKIP_GRAM_FLAGS)


def _choose_reader(speed: Speed, run: Run, work: Path) -> None:
    """gensim reads a file by parts or takes baskets from memory: the faster way is measured."""
    _say("speed: which way of reading is gensim's faster one")

    def choose() -> None:
        trials = {reader: gensim(run, work, 1, reader)["train_seconds"] for reader in ("file", "lines")}
        speed.peers["gensim"] = {"reader_seconds": trials, "reader": min(trials, key=trials.__getitem__)}

    _timed(speed, "gensim", choose)


def _gensim_rate(speed: Speed, run: Run, plan: Plan, work: Path) -> None:
    figures = speed.peers["gensim"]
    found = gensim(run, work, plan.rate_epochs, figures["reader"])
    _add(figures, "rate", run.training.pairs * plan.rate_epochs / found["train_seconds"])


def _fasttext_rate(speed: Speed, run: Run, plan: Plan, work: Path) -> None:
    figures = speed.peers.setdefault("fastText", {"pairs_expected": fasttext_pairs(run.training)})
    found = fasttext(run, work, plan.rate_epochs, only_training=True)
    _add(figures, "rate", figures["pairs_expected"] * plan.rate_epochs / found["train_seconds"])


def _whole(speed: Speed, peer: str, run: Run, plan: Plan, work: Path) -> None:
    reader = speed.peers[peer].get("reader", "lines")
    _, found = whole_training(run, work, peer, plan.whole_epochs, reader)
    speed.peers[peer]["whole_seconds"] = [found["whole_seconds"]]


def _keras(speed: Speed, run: Run, load: KerasLoad, repeats: int) -> None:
    name = _keras_name(load)
    found = run_peer(
        "keras_peer",
        {
            "baskets": str(run.directory / "baskets.parquet"),
            "products": run.products,
            "dim": load.dim,
            "batch": load.batch,
            "steps": load.steps,
            "repeats": repeats,
            "settings": {
                "negatives": settings.PUBLISHED_NEGATIVES,
                "learning_rate": settings.PUBLISHED_LEARNING_RATE,
                "threads": settings.THREADS,
            },
        },
    )
    rates = found["rates"]
    xla = max((way for way in rates if way != KERAS_DEFAULT), key=lambda way: statistics.median(rates[way]))
    speed.peers[name] = found | {"rate": rates[KERAS_DEFAULT], "xla": xla}
    speed.peers[f"{name}, XLA"] = {"rate": rates[xla]}


def _timed(speed: Speed, name: str, work: Callable[[], None]) -> None:
    """A peer that fails once is left alone from then on."""
    if name in speed.failed:
        return
    try:
        work()
    except PeerFailed as failure:
        speed.failed[name] = str(failure)


def _same_pairs(training: Training, pairs: int) -> None:
    if training.pairs != pairs:
        sys.exit(f"error: prod2vec trained on {training.pairs} pairs an epoch, but the baskets have {pairs}")


def _add(figures: dict[str, Any], name: str, value: float) -> None:
    figures.setdefault(name, []).append(value)


def _keras_name(load: KerasLoad) -> str:
    return f"Keras, d = {load.dim}, batch {load.batch:,}"


def _say(what: str) -> None:
    print(f"{what} ...", file=sys.stderr, flush=True)


def table(speed: Speed, plan: Plan) -> str:
    """A row per figure. A ratio above 1 is how many times prod2vec is faster."""
    median = statistics.median
    own_rate = median(speed.prod2vec["rate"])
    own_whole = median(speed.prod2vec["whole_seconds"])
    own_large = median(speed.prod2vec["large_dim_rate"])
    own_published = median(speed.prod2vec["published_seconds"])
    rows = []

    def met(ratio: float, ask: float | None) -> str:
        # A sample is too small for the asks.
        if ask is None or plan.name != "full":
            return ""
        return "yes" if ratio >= ask else "no"

    def figures(peer: str, name: str) -> float | None:
        values = speed.peers.get(peer, {}).get(name)
        return None if peer in speed.failed or not values else median(values)

    def rate_row(peer: str, own: float, ask: float | None) -> None:
        found = figures(peer, "rate")
        if found is None:
            rows.append([peer, f"not measured: {speed.failed[peer]}", tables.rate(own), "", _ask(ask), ""])
        else:
            ratio = own / found
            rows.append([peer, tables.rate(found), tables.rate(own), tables.times(ratio), _ask(ask), met(ratio, ask)])

    def whole_row(peer: str, ask: float | None) -> None:
        name = f"{peer}, whole training, {plan.whole_epochs} epochs"
        found = figures(peer, "whole_seconds")
        if found is not None:
            ratio = found / own_whole
            cells = [tables.seconds(found), tables.seconds(own_whole), tables.times(ratio)]
            rows.append([name, *cells, _ask(ask), met(ratio, ask)])

    rate_row("gensim", own_rate, settings.ASK_GENSIM_RATE)
    whole_row("gensim", settings.ASK_GENSIM_WHOLE)
    rate_row("fastText", own_rate, settings.ASK_FASTTEXT_RATE)
    whole_row("fastText", None)
    for dim, own in ((settings.DIM, own_rate), (settings.LARGE_DIM, own_large)):
        names = [_keras_name(load) for load in plan.keras if load.dim == dim]
        # The ask is about the better batch size.
        best = max(names, key=lambda name: figures(name, "rate") or 0, default=None)
        for name in names:
            rate_row(name, own, settings.ASK_KERAS_RATE if name == best else None)
            if name not in speed.failed:
                rate_row(f"{name}, XLA", own, None)
    published = figures(_keras_name(KerasLoad(settings.LARGE_DIM, settings.PUBLISHED_BATCH, 0)), "rate")
    if published:
        extrapolated = settings.PUBLISHED_PAIRS * settings.PUBLISHED_EPOCHS / published
        if plan.name == "full":
            cells = [tables.seconds(own_published), tables.times(extrapolated / own_published)]
            ask = f"prod2vec below {settings.ASK_PUBLISHED_SECONDS} s"
            met = "yes" if own_published < settings.ASK_PUBLISHED_SECONDS else "no"
        else:
            cells, ask, met = [f"{tables.seconds(own_published)} for a tenth of the pairs", ""], "", ""
        name = (
            f"Keras, the published run: d = {settings.LARGE_DIM}, {settings.PUBLISHED_PAIRS:,} pairs, "
            f"{settings.PUBLISHED_EPOCHS} epochs, batch {settings.PUBLISHED_BATCH}"
        )
        rows.append([name, f"{tables.seconds(extrapolated)}, extrapolated", *cells, ask, met])
    return tables.table(["peer", "its figure", "prod2vec", "prod2vec is faster", "asked", "met"], rows)


def notes(speed: Speed, run: Run, plan: Plan, repeats: int) -> str:
    lines = [
        f"Skip-gram: {run.training.pairs:,} pairs an epoch, {run.products:,} products, {settings.THREADS} threads. "
        f"d = {settings.DIM}, unless a row names another. Each figure is a median of {repeats}, but peers did their whole "
        f"trainings once. prod2vec's rate is that of its median epoch of {plan.whole_epochs}. Its whole time begins "
        "with the start of the virtual machine.",
    ]
    gensim_figures = speed.peers.get("gensim", {})
    if "reader" in gensim_figures:
        seconds = gensim_figures["reader_seconds"]
        lines.append(
            f"gensim: baskets from {gensim_figures['reader']}, its faster way "
            f"(file {seconds['file']:.1f} s, lines {seconds['lines']:.1f} s an epoch)."
        )
    if "pairs_expected" in speed.peers.get("fastText", {}):
        share = speed.peers["fastText"]["pairs_expected"] / run.training.pairs
        lines.append(
            f"fastText: its rate counts the pairs it really draws, {share:.0%} of all pairs; the end of a line is a word too."
        )
    for name, found in speed.peers.items():
        if "steps" in found:
            rows = statistics.median(found["rate"]) * (1 + settings.PUBLISHED_NEGATIVES)
            lines.append(
                f"{name}: {found['steps']} steps timed and extrapolated; {rows:,.0f} rows (a pair or one of its "
                f"{settings.PUBLISHED_NEGATIVES} noise pairs) a second. Its faster way with XLA: {found['xla']}."
            )
    return "\n".join(f"- {line}" for line in lines) + "\n"


def _ask(ask: float | None) -> str:
    return f"{ask:g} times" if ask else ""
