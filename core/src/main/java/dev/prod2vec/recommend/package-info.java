/// Neighbours, complements and basket completion from vectors.
@NullMarked
package dev.prod2vec.recommend;

import org.jspecify.annotations.NullMarked;
