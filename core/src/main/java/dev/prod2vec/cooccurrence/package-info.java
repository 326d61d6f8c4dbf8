/// How often products were bought together.
@NullMarked
package dev.prod2vec.cooccurrence;

import org.jspecify.annotations.NullMarked;
