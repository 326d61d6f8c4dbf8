/// How far vectors and lists of products moved from one training to another.
@NullMarked
package dev.prod2vec.drift;

import org.jspecify.annotations.NullMarked;
