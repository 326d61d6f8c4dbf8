/// Two runs side by side: their scores, products, lists of substitutes, and the drift of vectors.
@NullMarked
package dev.prod2vec.comparison;

import org.jspecify.annotations.NullMarked;
