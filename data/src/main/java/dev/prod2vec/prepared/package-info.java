/// Baskets, vocabulary and report that preparation writes and later tasks read.
@NullMarked
package dev.prod2vec.prepared;

import org.jspecify.annotations.NullMarked;
