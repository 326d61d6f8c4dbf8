/// Product vectors and their file formats.
@NullMarked
package dev.prod2vec.embedding;

import org.jspecify.annotations.NullMarked;
