/// Orders and products into baskets and a vocabulary.
@NullMarked
package dev.prod2vec.ingest;

import org.jspecify.annotations.NullMarked;
