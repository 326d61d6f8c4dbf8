"""The part about time: how long prod2vec trains until it is as good as each peer, and what the peer itself needs."""

import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy

from . import prod2vec, quality, settings, tables
from .processes import PeerFailed, run_peer
from .prod2vec import Run
from .questions import Scores
from .settings import DataSet, Plan

PROD2VEC = "prod2vec"
ITEM2VEC = ("gensim", "fastText")
PEERS = ("ItemKNN", "EASE", "ALS", *ITEM2VEC)
METHODS = (PROD2VEC, *PEERS)


@dataclass(frozen=True)
class Trained:
    """One training in a process of its own.

    tried: between what the setting was chosen, in words
    train_seconds: from baskets in memory to the model in memory
    whole_seconds: the process from its start to its end, without answering questions
    peak_bytes: the most memory that the process held until it was trained
    interval: 95% interval of HR@10, low and high; only prod2vec has one
    search_seconds: of trying all settings that need a training of their own; None: not measured
    measured: when, and the load before
    """

    setting: str
    tried: str
    train_seconds: float
    whole_seconds: float
    peak_bytes: int
    scores: Scores
    measured: str
    interval: tuple[float, float] | None = None
    search_seconds: float | None = None

    @property
    def hit_rate(self) -> float:
        return self.scores.hit_rate_10


@dataclass
class Until:
    """What was measured on one data set.

    about: what rows of different days must have in common
    run: seconds of the training task of `prod2vec run`, validation included, and its HR@10
    trainings: of prod2vec, by epochs, ascending
    peers: by name; those that failed have a reason instead
    """

    about: dict[str, Any]
    run: dict[str, float]
    trainings: dict[int, Trained] = field(default_factory=dict)
    peers: dict[str, Trained] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)

    @staticmethod
    def of(document: dict[str, Any]) -> "Until":
        """From what `document` wrote."""
        return Until(
            about=document["about"],
            run=document["run"],
            trainings={int(epochs): _trained(row) for epochs, row in document["trainings"].items()},
            peers={name: _trained(row) for name, row in document["peers"].items()},
            failed=document["failed"],
        )

    def document(self) -> dict[str, Any]:
        return asdict(self)

    def reaching(self, hit_rate: float) -> int | None:
        """The fewest epochs after which prod2vec is as good, or None."""
        return next((epochs for epochs, row in self.trainings.items() if row.hit_rate >= hit_rate), None)


def _trained(row: dict[str, Any]) -> Trained:
    return Trained(**row | {"scores": Scores(**row["scores"])})


@dataclass(frozen=True)
class Measurement:
    """Where and how the methods are measured on a data set.

    search: whether to search even for settings that are known
    measured: the date and the load, for the rows
    """

    data_set: DataSet
    run: Run
    plan: Plan
    work: Path
    search: bool
    measured: str

    def into(self, kept: Until | None, methods: tuple[str, ...]) -> Iterator[Until]:
        """Measures the methods. After each new row it yields all rows, those kept included."""
        self.work.mkdir(parents=True, exist_ok=True)
        about = {
            "plan": self.plan.name,
            "products": self.run.products,
            "pairs": self.run.training.pairs,
            "questions": len(self.run.test_questions().left_out),
        }
        if kept and kept.about != about:
            sys.exit(f"error: the rows of {self.data_set.name} to be kept are of other data: {kept.about}, not {about}")
        run = {"train_seconds": self.run.training_seconds, "hit_rate_10": self.run.scores["model"]["hitRate10"]}
        until = Until(about, run)
        if kept:
            until.trainings, until.peers, until.failed = kept.trainings, kept.peers, kept.failed
            if PROD2VEC not in methods:
                until.run = kept.run
        for method in PEERS:
            if method in methods:
                self._say(method)
                self._peer(until, method)
                yield until
        if PROD2VEC in methods:
            until.trainings = {}
            for epochs in self.plan.until_epochs:
                self._say(f"prod2vec, {_epochs(epochs)}")
                until.trainings[epochs] = self._prod2vec(epochs)
                yield until

    def _peer(self, until: Until, method: str) -> None:
        until.peers.pop(method, None)
        until.failed.pop(method, None)
        try:
            until.peers[method] = self._item2vec(method) if method in ITEM2VEC else self._recommender(method)
        except PeerFailed as failure:
            until.failed[method] = str(failure)

    def _recommender(self, method: str) -> Trained:
        """ItemKNN, EASE or ALS."""
        if method == "EASE" and self.run.products > settings.EASE_MAX_PRODUCTS:
            raise PeerFailed(f"{self.run.products:,} products are more than {settings.EASE_MAX_PRODUCTS:,}")
        values, search_seconds = self._values(method)
        found = self._process(method, values)
        scores = Scores(**found["scores"])
        if method == "ItemKNN":
            quality.agree(self.data_set.name, method, scores, self.run.scores["item-knn"])
        return Trained(
            setting=found["setting"],
            tried=found["tried"],
            train_seconds=found["train_seconds"],
            whole_seconds=found["whole_seconds"] - found["scoring_seconds"],
            peak_bytes=found["peak_bytes"],
            scores=scores,
            measured=self.measured,
            search_seconds=search_seconds,
        )

    def _values(self, method: str) -> tuple[list[float], float | None]:
        """The values to train with, and the seconds of the search if there was one."""
        if method == "ItemKNN":
            return [], None
        chosen = self.data_set.chosen
        if chosen and not self.search:
            return [chosen.ease] if method == "EASE" else list(chosen.als), None
        self._say(f"{method}, search")
        found = self._process(method, None)
        return found["values"], found["search_seconds"]

    def _process(self, method: str, values: list[float] | None) -> dict[str, Any]:
        return run_peer(
            "recommender_peer",
            {
                "directory": str(self.run.directory),
                "method": method,
                "values": values,
                "iterations": self.plan.als_iterations,
            },
        )

    def _item2vec(self, peer: str) -> Trained:
        counts = numpy.bincount(self.run.training.products, minlength=self.run.products)
        choosing = self.run.choosing_questions()
        best = quality.item2vec(self.data_set.name, peer, self.run, self.plan, self.work, counts, choosing)
        return Trained(
            setting=best.setting,
            tried=f"{best.tried}, with each way of scoring",
            train_seconds=best.figures["train_seconds"],
            whole_seconds=best.figures["whole_seconds"],
            peak_bytes=best.figures["peak_bytes"],
            scores=self.run.test_questions().score(best.scorer),
            measured=self.measured,
        )

    def _prod2vec(self, epochs: int) -> Trained:
        rows = self.work / "orders.csv"
        if not rows.is_file():
            self.run.write_orders(rows)
        model = self.work / f"until-{epochs}"
        training = prod2vec.train(rows, model, epochs)
        score = prod2vec.evaluate(model, self.run)
        return Trained(
            setting=_epochs(epochs),
            tried="1, the defaults",
            train_seconds=training.train_seconds,
            whole_seconds=training.whole_seconds,
            peak_bytes=training.peak_bytes,
            scores=quality.own_scores(score),
            measured=self.measured,
            interval=(score["hitRate10Low"], score["hitRate10High"]),
        )

    def _say(self, what: str) -> None:
        print(f"until, {self.data_set.name}: {what} ...", file=sys.stderr, flush=True)


def _epochs(count: int) -> str:
    return "1 epoch" if count == 1 else f"{count} epochs"


def text(name: str, until: Until) -> str:
    """The section of a data set: the comparison, what it is made of, and what to know about it."""
    parts = [f"## {name}", _best_peer(until), _reached(until)]
    parts += ["### Each peer", _peers(until), "### prod2vec", _trainings(until), _notes(until)]
    return "\n\n".join(part.rstrip() for part in parts if part) + "\n"


def _best_peer(until: Until) -> str:
    """The headline, once both sides are measured."""
    if not until.peers or not until.trainings:
        return ""
    method, peer = max(until.peers.items(), key=lambda item: item[1].hit_rate)
    best = f"The best peer is {method}: HR@10 {quality.share(peer.hit_rate)} after {tables.seconds(peer.train_seconds)}"
    epochs = until.reaching(peer.hit_rate)
    if epochs is None:
        return f"{best}. prod2vec does not reach it in {_epochs(max(until.trainings))}."
    own = until.trainings[epochs]
    return f"{best}. prod2vec is as good after {tables.seconds(own.train_seconds)} ({_epochs(epochs)})."


def _reached(until: Until) -> str:
    head = ["peer", "its HR@10", "training", "process", "memory"]
    head += ["prod2vec is as good after", "training", "process", "memory", "prod2vec is faster", "with its process"]
    rows = []
    for method, peer in sorted(until.peers.items(), key=lambda item: item[1].hit_rate):
        cells = [method, quality.share(peer.hit_rate), *_needs(peer)]
        epochs = until.reaching(peer.hit_rate)
        if epochs:
            own = until.trainings[epochs]
            training = tables.times(peer.train_seconds / own.train_seconds)
            process = tables.times(peer.whole_seconds / own.whole_seconds)
            cells += [f"{_epochs(epochs)} ({quality.share(own.hit_rate)})", *_needs(own), training, process]
        elif until.trainings:
            epochs, best = max(until.trainings.items(), key=lambda item: item[1].hit_rate)
            cells += [f"never; its best is {quality.share(best.hit_rate)}, {_epochs(epochs)}", *_needs(best), "", ""]
        else:
            cells += ["not measured yet", *[""] * 5]
        rows.append(cells)
    return tables.table(head, rows)


def _needs(row: Trained) -> list[str]:
    return [tables.seconds(row.train_seconds), tables.seconds(row.whole_seconds), tables.memory(row.peak_bytes)]


def _peers(until: Until) -> str:
    rows = []
    for method in PEERS:
        peer = until.peers.get(method)
        if peer:
            search = "" if peer.search_seconds is None else tables.seconds(peer.search_seconds)
            rows.append([method, *_scores(peer), *_needs(peer), peer.setting, peer.tried, search])
        else:
            reason = f"not measured: {until.failed[method]}" if method in until.failed else "not measured yet"
            rows.append([method, *[""] * 5, reason, "", ""])
    head = ["peer", "HR@10", "HR@100", "training", "process", "memory", "setting", "settings tried", "search"]
    return tables.table(head, rows)


def _trainings(until: Until) -> str:
    rows = []
    for epochs, own in until.trainings.items():
        interval = " to ".join(map(quality.share, own.interval))
        passed = [method for method, peer in until.peers.items() if own.hit_rate >= peer.hit_rate]
        rows.append([str(epochs), *_scores(own), interval, *_needs(own), ", ".join(passed)])
    head = ["epochs", "HR@10", "HR@100", "95% interval of HR@10", "training", "process", "memory", "as good as"]
    return tables.table(head, rows)


def _scores(row: Trained) -> list[str]:
    return [quality.share(row.scores.hit_rate_10), quality.share(row.scores.hit_rate_100)]


def _notes(until: Until) -> str:
    about = until.about
    lines = [
        f"{about['products']:,} products, {about['pairs']:,} pairs in the training baskets, {about['questions']:,} "
        f"test questions; {settings.THREADS} threads; each training once, in a process of its own.",
        "The seconds of a peer are for one training, with the setting that did best on the validation orders. "
        "The search of EASE and ALS costs about as much for each setting tried.",
        "Each row of prod2vec is a training of its own with that many epochs, since the learning rate falls to 0 "
        "over them.",
        f"The default training of `prod2vec run`, with the validation after each epoch, took "
        f"{tables.seconds(until.run['train_seconds'])} and has a test HR@10 of "
        f"{quality.share(until.run['hit_rate_10'])}.",
    ]
    occasions: dict[str, list[str]] = {}
    for method, row in {**until.peers, **_first(until.trainings)}.items():
        occasions.setdefault(row.measured, []).append(method)
    lines += [f"Measured on {when}: {', '.join(methods)}." for when, methods in occasions.items()]
    return "\n".join(f"- {line}" for line in lines)


def _first(trainings: dict[int, Trained]) -> dict[str, Trained]:
    return {PROD2VEC: row for row in list(trainings.values())[:1]}
