/// Reads orders and products, and makes baskets and a vocabulary of them.
@NullMarked
package dev.prod2vec.ingest;

import org.jspecify.annotations.NullMarked;
