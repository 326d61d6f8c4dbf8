/// Loops over threads.
@NullMarked
package dev.prod2vec.parallel;

import org.jspecify.annotations.NullMarked;
