/// A model's vectors and neighbours as files.
@NullMarked
package dev.prod2vec.export;

import org.jspecify.annotations.NullMarked;
