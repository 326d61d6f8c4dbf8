/// The trainer of product vectors.
@NullMarked
package dev.prod2vec.training;

import org.jspecify.annotations.NullMarked;
