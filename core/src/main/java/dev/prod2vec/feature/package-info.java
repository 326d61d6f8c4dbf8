/// Words of names and categories, and what they predict of vectors.
@NullMarked
package dev.prod2vec.feature;

import org.jspecify.annotations.NullMarked;
