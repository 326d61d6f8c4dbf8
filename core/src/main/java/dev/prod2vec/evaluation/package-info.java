/// Leave-one-out scores on held-out baskets.
@NullMarked
package dev.prod2vec.evaluation;

import org.jspecify.annotations.NullMarked;
