"""Completing baskets with word2vec's vectors: the two ways, of which the better one on validation counts."""

from dataclasses import dataclass
from pathlib import Path

import numpy

from .baskets import Baskets
from .questions import Questions, Scorer


@dataclass(frozen=True)
class Vectors:
    """input, output: float32 [products, dim], by vocabulary index."""

    input: numpy.ndarray
    output: numpy.ndarray

    @staticmethod
    def read(path: Path) -> "Vectors":
        with numpy.load(path) as arrays:
            return Vectors(arrays["input"], arrays["output"])

    @staticmethod
    def by_index(words: list[str], inputs: numpy.ndarray, outputs: numpy.ndarray) -> "Vectors":
        """From rows in the order of `words`, each an index as text; other words are ignored."""
        rows = [(int(word), row) for row, word in enumerate(words) if word.isdigit()]
        products = 1 + max(index for index, _ in rows)
        ordered = numpy.zeros((2, products, inputs.shape[1]), dtype=numpy.float32)
        indexes = [index for index, _ in rows]
        positions = [row for _, row in rows]
        ordered[0, indexes] = inputs[positions]
        ordered[1, indexes] = outputs[positions]
        return Vectors(ordered[0], ordered[1])

    def write(self, path: Path) -> None:
        numpy.savez(path, input=self.input, output=self.output)


def mean_dot(vectors: Vectors) -> Scorer:
    """Mean of input . output over the basket's products: item2vec as it is mostly used."""

    def score(baskets: Baskets) -> numpy.ndarray:
        sums = baskets.matrix(len(vectors.input)) @ vectors.input
        return (sums / baskets.lengths[:, None]).astype(numpy.float32) @ vectors.output.T

    return score


def completion(vectors: Vectors, counts: numpy.ndarray, exponent: float) -> Scorer:
    """Sum over the basket's products of softmax_j(input . output_j + exponent log count_j): prod2vec's own way."""
    bias = (exponent * numpy.log(numpy.maximum(counts, 1))).astype(numpy.float32)

    def score(baskets: Baskets) -> numpy.ndarray:
        held = numpy.unique(baskets.products)
        logits = vectors.input[held] @ vectors.output.T
        logits += bias
        logits -= logits.max(axis=1, keepdims=True)
        numpy.exp(logits, out=logits)
        logits /= logits.sum(axis=1, keepdims=True)
        return baskets.matrix(len(vectors.input))[:, held] @ logits

    return score


def best(
    vectors: Vectors, counts: numpy.ndarray, noise_exponent: float, choosing: Questions
) -> tuple[str, float, Scorer]:
    """The way of scoring with the highest HR@10 on the validation questions: its name, that HR@10, the scorer."""
    candidates = {
        "mean dot product": mean_dot(vectors),
        f"sum of softmax, count^{noise_exponent:g}": completion(vectors, counts, noise_exponent),
        "sum of softmax, count^1": completion(vectors, counts, 1.0),
    }
    rates = {name: choosing.hit_rate_10(candidate) for name, candidate in candidates.items()}
    name = max(rates, key=rates.__getitem__)
    return name, rates[name], candidates[name]
