"""The quality part: every method answers the same questions as prod2vec did."""

import importlib.util
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy

from . import ease, settings, speed, tables, vectors
from .counting import Counts
from .processes import PeerFailed
from .prod2vec import Run
from .questions import Questions, Scorer, Scores
from .settings import Plan
from .vectors import Vectors

# Of prod2vec's words for the methods, those that this module computes too; their scores have to agree exactly.
CHECKED = ("popularity", "co-count", "item-knn")

# What a peer draws noise by: its softmax needs the counts to that power back.
NOISE_EXPONENTS = {"gensim": settings.GENSIM_NOISE_EXPONENT, "fastText": settings.FASTTEXT_NOISE_EXPONENT}


@dataclass(frozen=True)
class Result:
    data_set: str
    method: str
    settings: str
    scores: Scores | None


@dataclass(frozen=True)
class Item2vec:
    """gensim or fastText with the epochs and the way of scoring that are best on the validation questions.

    tried: numbers of epochs
    figures: of the training, as `speed.whole_training` has them
    """

    epochs: int
    way: str
    scorer: Scorer
    tried: int
    figures: dict[str, Any]

    @property
    def setting(self) -> str:
        return f"{self.epochs} epochs, {self.way}"


def measure(name: str, run: Run, skip_gram: Run, plan: Plan, work: Path) -> Iterator[Result]:
    """skip_gram: a run with that objective; the same run where it is the default one."""
    work.mkdir(parents=True, exist_ok=True)
    test = run.test_questions()
    choosing = run.choosing_questions()
    counts = Counts(run.training, run.products)

    yield Result(name, "prod2vec", f"{run.objective}, the default; {_interval(run)}", own_scores(run.scores["model"]))
    if skip_gram is not run:
        yield Result(name, "prod2vec, skip-gram", _interval(skip_gram), own_scores(skip_gram.scores["model"]))

    exponent, item_knn = counts.best_item_knn(choosing)
    baselines = {
        "popularity": Result(name, "popularity", "", test.score(counts.popularity)),
        "co-count": Result(name, "co-count", "sum of P(j given i)", test.score(counts.co_count)),
        "item-knn": Result(name, "ItemKNN", f"exponent {exponent:g}", test.score(item_knn)),
    }
    for method in CHECKED:
        agree(name, method, baselines[method].scores, run.scores[method])
        yield baselines[method]

    yield _ease(name, run, choosing, test)
    yield _als(name, run, plan, choosing, test)
    for peer in ("gensim", "fastText"):
        yield _word2vec(name, peer, run, plan, work, counts, choosing, test)


def _ease(name: str, run: Run, choosing: Questions, test: Questions) -> Result:
    if run.products > settings.EASE_MAX_PRODUCTS:
        reason = f"not computed: {run.products:,} products are more than {settings.EASE_MAX_PRODUCTS:,}"
        return Result(name, "EASE", reason, None)
    _say(f"quality of {name}: EASE")
    penalty, scorer = ease.best(run.training, run.products, choosing)
    return Result(name, "EASE", f"lambda {penalty:g}", test.score(scorer))


def _als(name: str, run: Run, plan: Plan, choosing: Questions, test: Questions) -> Result:
    if importlib.util.find_spec("implicit") is None:
        return Result(name, "implicit ALS", "not installed", None)
    from . import als

    _say(f"quality of {name}: implicit ALS")
    chosen, scorer = als.best(run.training, run.products, choosing, settings.DIM, plan.als_iterations, settings.THREADS)
    return Result(name, "implicit ALS", als.described(settings.DIM, *chosen), test.score(scorer))


def _word2vec(
    name: str, peer: str, run: Run, plan: Plan, work: Path, counts: Counts, choosing: Questions, test: Questions
) -> Result:
    method = f"{peer}, item2vec"
    try:
        best = item2vec(name, peer, run, plan, work, counts.of_product, choosing)
    except PeerFailed as failure:
        return Result(name, method, f"not measured: {failure}", None)
    return Result(name, method, best.setting, test.score(best.scorer))


def item2vec(
    name: str, peer: str, run: Run, plan: Plan, work: Path, counts: numpy.ndarray, choosing: Questions
) -> Item2vec:
    """Throws PeerFailed."""
    epochs = [plan.whole_epochs]
    if run.training.pairs * 3 * plan.whole_epochs <= plan.many_epochs_pairs:
        epochs.append(3 * plan.whole_epochs)
    highest, best = -1.0, None
    for count in epochs:
        _say(f"{name}: {peer}, {count} epochs")
        file, figures = speed.whole_training(run, work, peer, count)
        way, rate, scorer = vectors.best(Vectors.read(file), counts, NOISE_EXPONENTS[peer], choosing)
        if rate > highest:
            highest, best = rate, Item2vec(count, way, scorer, len(epochs), figures)
    return best


def _interval(run: Run) -> str:
    model = run.scores["model"]
    return f"95% interval of HR@10 {share(model['hitRate10Low'])} to {share(model['hitRate10High'])}"


def own_scores(score: dict[str, Any]) -> Scores:
    return Scores(
        baskets=score["baskets"],
        hit_rate_10=score["hitRate10"],
        hit_rate_100=score["hitRate100"],
        ndcg_10=score["ndcg10"],
        mean_reciprocal_rank=score["meanReciprocalRank"],
    )


def agree(data_set: str, method: str, here: Scores, theirs: dict[str, Any]) -> None:
    """prod2vec has to have the same scores; otherwise the questions are not the same."""
    there = own_scores(theirs)
    exact = (here.baskets, here.hit_rate_10, here.hit_rate_100) == (
        there.baskets,
        there.hit_rate_10,
        there.hit_rate_100,
    )
    close = abs(here.mean_reciprocal_rank - there.mean_reciprocal_rank) < 1e-12
    if not exact or not close or abs(here.ndcg_10 - there.ndcg_10) >= 1e-12:
        sys.exit(
            f"error: {data_set}: the scores of {method} differ, so the questions are not the same\n"
            f"  here:     {here}\n  prod2vec: {there}"
        )


def _say(what: str) -> None:
    print(f"{what} ...", file=sys.stderr, flush=True)


def table(results: list[Result]) -> str:
    rows = []
    for result in results:
        scores = result.scores
        figures = [""] * 4
        if scores:
            found = (scores.hit_rate_10, scores.hit_rate_100, scores.ndcg_10, scores.mean_reciprocal_rank)
            figures = [share(figure) for figure in found]
        rows.append([result.data_set, result.method, *figures, result.settings])
    return tables.table(["data", "method", "HR@10", "HR@100", "NDCG@10", "MRR", "setting"], rows)


def share(figure: float) -> str:
    return f"{figure:.4f}".removeprefix("0")


def notes(results: list[Result]) -> str:
    sizes = {result.data_set: result.scores.baskets for result in results if result.scores}
    asked = ", ".join(f"{name} {size:,}" for name, size in sizes.items())
    return (
        f"- One product left out of each test order, all products but the order's own ranked: {asked} questions.\n"
        f"- Settings of peers and of ItemKNN are chosen by HR@10 on up to {settings.CHOOSING_BASKETS:,} validation orders.\n"
        "- Popularity, co-count and ItemKNN computed here equal prod2vec's own figures exactly.\n"
    )


def documents(results: list[Result]) -> list[dict[str, Any]]:
    return [asdict(result) for result in results]
