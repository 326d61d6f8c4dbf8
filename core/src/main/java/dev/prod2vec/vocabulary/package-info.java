/// The products that have a vector.
@NullMarked
package dev.prod2vec.vocabulary;

import org.jspecify.annotations.NullMarked;
