/// The scorers a model has to beat.
@NullMarked
package dev.prod2vec.baseline;

import org.jspecify.annotations.NullMarked;
