"""prod2vec's baselines, in its own order of float32 sums, so that the scores agree to the last bit."""

import numpy

from .baskets import Baskets
from .questions import Questions, Scorer

ITEM_KNN_EXPONENTS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6)


class Counts:
    """How often products were bought, and bought together, in the training baskets."""

    def __init__(self, training: Baskets, products: int):
        self.of_product = numpy.bincount(training.products, minlength=products)
        matrix = training.matrix(products)
        together = (matrix.T @ matrix).tocsr()
        together.sort_indices()
        self._starts = together.indptr
        self._products = together.indices
        self._counts = together.data

    def popularity(self, baskets: Baskets) -> numpy.ndarray:
        return numpy.tile(self.of_product.astype(numpy.float32), (len(baskets), 1))

    def co_count(self, baskets: Baskets) -> numpy.ndarray:
        """Sum over the basket's products i of P(j | i)."""
        return self._sums(baskets, numpy.float32(1) / numpy.maximum(self.of_product, 1).astype(numpy.float32))

    def item_knn(self, exponent: float) -> Scorer:
        """Sum over the basket's products i of c_ij / (c_i^.5 c_j^exponent)."""
        counts = numpy.maximum(self.of_product, 1).astype(numpy.float64)
        weights = (1 / numpy.sqrt(counts)).astype(numpy.float32)
        scales = (counts**-exponent).astype(numpy.float32)
        return lambda baskets: self._sums(baskets, weights) * scales

    def best_item_knn(self, choosing: Questions) -> tuple[float, Scorer]:
        """The exponent with the highest HR@10; the smaller one of equals."""
        exponent = max(ITEM_KNN_EXPONENTS, key=lambda a: choosing.hit_rate_10(self.item_knn(a)))
        return exponent, self.item_knn(exponent)

    def _sums(self, baskets: Baskets, weights: numpy.ndarray) -> numpy.ndarray:
        scores = numpy.zeros((len(baskets), len(self.of_product)), dtype=numpy.float32)
        for index in range(len(baskets)):
            row = scores[index]
            for product in baskets.basket(index).tolist():
                # A product's count with itself is added too: scores of a basket's own products are not read.
                held = slice(self._starts[product], self._starts[product + 1])
                row[self._products[held]] += weights[product] * self._counts[held]
        return scores
