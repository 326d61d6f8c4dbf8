"""Implicit ALS (Hu, Koren, Volinsky 2008) of the package `implicit`: a basket is a user; a held-out basket is folded in."""

import itertools

import implicit.als
import numpy
import threadpoolctl

from .baskets import Baskets
from .questions import Questions, Scorer

REGULARISATIONS = (10.0, 100.0, 300.0, 1000.0)
CONFIDENCES = (10.0, 30.0)
SETTINGS = tuple(itertools.product(REGULARISATIONS, CONFIDENCES))


def fit(
    training: Baskets, products: int, dim: int, regularisation: float, confidence: float, iterations: int, threads: int
) -> Scorer:
    # implicit has threads of its own, which BLAS's would fight with.
    with threadpoolctl.threadpool_limits(1, "blas"):
        model = implicit.als.AlternatingLeastSquares(
            factors=dim,
            regularization=regularisation,
            alpha=confidence,
            iterations=iterations,
            num_threads=threads,
            random_state=1,
            use_gpu=False,
        )
        model.fit(training.matrix(products), show_progress=False)
    items = model.item_factors

    def score(baskets: Baskets) -> numpy.ndarray:
        return _fold_in(baskets, items, regularisation, confidence) @ items.T

    return score


def _fold_in(baskets: Baskets, items: numpy.ndarray, regularisation: float, confidence: float) -> numpy.ndarray:
    """The user factors of baskets that were not trained on: the exact solution of a user's step.

    implicit multiplies the data by alpha and takes that as confidence: 1 elsewhere, alpha where bought.
    """
    dim = items.shape[1]
    base = items.T @ items + regularisation * numpy.eye(dim, dtype=items.dtype)
    users = numpy.empty((len(baskets), dim), dtype=numpy.float32)
    # Many small systems: BLAS's threads would only wait for each other.
    with threadpoolctl.threadpool_limits(1, "blas"):
        for index in range(len(baskets)):
            held = items[baskets.basket(index)]
            normal = base + (confidence - 1) * (held.T @ held)
            users[index] = numpy.linalg.solve(normal, confidence * held.sum(axis=0))
    return users


def best(
    training: Baskets, products: int, choosing: Questions, dim: int, iterations: int, threads: int
) -> tuple[tuple[float, float], Scorer]:
    """The regularisation and the confidence with the highest HR@10 on the validation questions, and their scorer."""
    highest, chosen, chosen_scorer = -1.0, SETTINGS[0], None
    for regularisation, confidence in SETTINGS:
        candidate = fit(training, products, dim, regularisation, confidence, iterations, threads)
        found = choosing.hit_rate_10(candidate)
        if found > highest:
            highest, chosen, chosen_scorer = found, (regularisation, confidence), candidate
    return chosen, chosen_scorer


def described(dim: int, regularisation: float, confidence: float) -> str:
    return f"{dim} factors, regularisation {regularisation:g}, alpha {confidence:g}"
