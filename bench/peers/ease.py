"""EASE (Steck 2019): the linear item-to-item model with the closed form B = I - P / diag(P), P = (X'X + lambda I)^-1."""

import numpy
import scipy.linalg.lapack

from .baskets import Baskets
from .questions import Questions, Scorer

PENALTIES = (10.0, 30.0, 100.0, 300.0, 1000.0)
# Of a large vocabulary a solution takes a minute: fewer are tried.
PENALTIES_OF_MANY = (100.0, 300.0, 1000.0)
MANY_PRODUCTS = 5_000


def penalties(products: int) -> tuple[float, ...]:
    """Those to choose from."""
    return PENALTIES_OF_MANY if products > MANY_PRODUCTS else PENALTIES


def weights(training: Baskets, products: int, penalty: float) -> numpy.ndarray:
    """B, float32 [products, products]. Inverts by Cholesky in place: one matrix is held besides the sparse one."""
    matrix = training.matrix(products)
    # It is symmetric, so its transpose is itself, in the column order that LAPACK works on in place.
    gram = (matrix.T @ matrix).toarray().T
    gram[numpy.diag_indices(products)] += numpy.float32(penalty)
    factor, failed = scipy.linalg.lapack.spotrf(gram, lower=1, overwrite_a=1)
    if failed:
        raise ArithmeticError(f"the Gram matrix plus {penalty} is not positive definite")
    inverse, failed = scipy.linalg.lapack.spotri(factor, lower=1, overwrite_c=1)
    if failed:
        raise ArithmeticError(f"the Gram matrix plus {penalty} cannot be inverted")
    # The lower triangle is filled; the upper one is its mirror image.
    for column in range(1, products):
        inverse[:column, column] = inverse[column, :column]
    # Back to rows: a sparse matrix times columns would copy them each time.
    result = inverse.T
    result /= -numpy.diag(result).copy()
    numpy.fill_diagonal(result, 0)
    return result


def scorer(item_weights: numpy.ndarray) -> Scorer:
    return lambda baskets: baskets.matrix(len(item_weights)) @ item_weights


def best(training: Baskets, products: int, choosing: Questions) -> tuple[float, Scorer]:
    """The penalty with the highest HR@10 on the validation questions, and its scorer."""
    highest, chosen, chosen_scorer = -1.0, 0.0, None
    for penalty in penalties(products):
        candidate = scorer(weights(training, products, penalty))
        found = choosing.hit_rate_10(candidate)
        if found > highest:
            highest, chosen, chosen_scorer = found, penalty, candidate
    return chosen, chosen_scorer
