"""core's Evaluation: which product is left out of which held-out basket, and the scores over the ranks."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy

from . import counter_random
from .baskets import Baskets

# Questions that are scored at once.
BATCH = 1_000

# Scores of some questions: questions by products, float32, higher is better; the array may be written to.
Scorer = Callable[[Baskets], numpy.ndarray]


@dataclass(frozen=True)
class Scores:
    baskets: int
    hit_rate_10: float
    hit_rate_100: float
    ndcg_10: float
    mean_reciprocal_rank: float


@dataclass(frozen=True)
class Questions:
    """What is left of the baskets, and the product left out of each."""

    baskets: Baskets
    left_out: numpy.ndarray

    @staticmethod
    def of(held_out: Baskets, min_basket_size: int, max_baskets: int, seed: int) -> "Questions":
        """The same questions as prod2vec's for the same baskets."""
        chosen = numpy.flatnonzero(held_out.lengths >= min_basket_size)
        if len(chosen) > max_baskets:
            counter_random.shuffle(chosen, counter_random.key(seed, 0))
            chosen = numpy.sort(chosen[:max_baskets])
        stream = counter_random.key(seed, 1)
        rest, left_out = [], []
        for index in chosen.tolist():
            basket = held_out.basket(index)
            out = counter_random.below(counter_random.bits(stream, index), len(basket))
            left_out.append(basket[out])
            rest.append(numpy.delete(basket, out))
        return Questions(Baskets.of(rest), numpy.array(left_out, dtype=numpy.int64))

    def ranks(self, scorer: Scorer) -> numpy.ndarray:
        """1 + the products with a higher score + those with the same score and a lower index."""
        ranks = numpy.empty(len(self.left_out), dtype=numpy.int64)
        for start in range(0, len(ranks), BATCH):
            part = self.baskets.slice(start, min(start + BATCH, len(ranks)))
            scores = scorer(part)
            for i in range(len(part)):
                ranks[start + i] = _rank(scores[i], part.basket(i), self.left_out[start + i])
        return ranks

    def score(self, scorer: Scorer) -> Scores:
        return scores_of(self.ranks(scorer))

    def hit_rate_10(self, scorer: Scorer) -> float:
        return self.score(scorer).hit_rate_10


def _rank(scores: numpy.ndarray, own: numpy.ndarray, target: int) -> int:
    score = scores[target]
    if not numpy.isfinite(score):
        raise ValueError(f"the score of product {target} is {score}")
    scores[own] = -numpy.inf
    higher = numpy.count_nonzero(scores > score)
    return 1 + higher + numpy.count_nonzero(scores[:target] == score)


def scores_of(ranks: numpy.ndarray) -> Scores:
    in_ten = ranks[ranks <= 10]
    return Scores(
        baskets=len(ranks),
        hit_rate_10=len(in_ten) / len(ranks),
        hit_rate_100=int((ranks <= 100).sum()) / len(ranks),
        ndcg_10=float((1 / numpy.log2(1 + in_ten)).sum()) / len(ranks),
        mean_reciprocal_rank=float((1 / ranks).mean()),
    )
