/// A counter-based random generator.
@NullMarked
package dev.prod2vec.random;

import org.jspecify.annotations.NullMarked;
