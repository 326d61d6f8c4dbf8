"""Baskets as prod2vec writes them."""

from dataclasses import dataclass
from pathlib import Path

import numpy
import pyarrow.parquet
import scipy.sparse


@dataclass(frozen=True)
class Baskets:
    """Basket b is `products[starts[b]:starts[b + 1]]`: vocabulary indexes, ascending, each once."""

    starts: numpy.ndarray
    products: numpy.ndarray

    @staticmethod
    def read(path: Path) -> "Baskets":
        """Reads the column `products` of baskets.parquet, validation.parquet or test.parquet."""
        column = pyarrow.parquet.read_table(path, columns=["products"]).column("products").combine_chunks()
        starts = column.offsets.to_numpy().astype(numpy.int64)
        products = column.values.to_numpy().astype(numpy.int32)
        return Baskets(starts - starts[0], products[starts[0] : starts[-1]])

    @staticmethod
    def of(baskets: list[numpy.ndarray]) -> "Baskets":
        lengths = numpy.array([len(basket) for basket in baskets], dtype=numpy.int64)
        starts = numpy.concatenate(([0], numpy.cumsum(lengths)))
        products = numpy.concatenate([numpy.empty(0, numpy.int32), *baskets]).astype(numpy.int32)
        return Baskets(starts, products)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def basket(self, index: int) -> numpy.ndarray:
        return self.products[self.starts[index] : self.starts[index + 1]]

    @property
    def lengths(self) -> numpy.ndarray:
        return numpy.diff(self.starts)

    @property
    def pairs(self) -> int:
        """Ordered pairs of products: sum of n (n - 1)."""
        return int((self.lengths * (self.lengths - 1)).sum())

    def matrix(self, products: int) -> scipy.sparse.csr_matrix:
        """Baskets by products; 1 where a basket holds a product, float32."""
        ones = numpy.ones(len(self.products), dtype=numpy.float32)
        return scipy.sparse.csr_matrix((ones, self.products, self.starts), shape=(len(self), products))

    def slice(self, start: int, end: int) -> "Baskets":
        first, last = self.starts[start], self.starts[end]
        return Baskets(self.starts[start : end + 1] - first, self.products[first:last])

    def write_lines(self, path: Path) -> None:
        """One basket a line, indexes with spaces between them: what gensim and fastText read."""
        with open(path, "w", encoding="ascii") as file:
            for index in range(len(self)):
                file.write(" ".join(map(str, self.basket(index).tolist())) + "\n")

    def write_rows(self, path: Path) -> None:
        """A csv with a row per basket and product: what `prod2vec train` reads."""
        with open(path, "w", encoding="ascii") as file:
            file.write("order_id,product_id\n")
            for index in range(len(self)):
                file.writelines(f"{index},{product}\n" for product in self.basket(index).tolist())


def with_pairs(baskets: Baskets, pairs: int) -> Baskets:
    """The first baskets that have just so many pairs; a basket that would be too many is skipped."""
    chosen = []
    left = pairs
    for index in range(len(baskets)):
        basket = baskets.basket(index)
        size = len(basket) * (len(basket) - 1)
        if 0 < size <= left:
            chosen.append(basket)
            left -= size
        if left == 0:
            break
    return Baskets.of(chosen)
