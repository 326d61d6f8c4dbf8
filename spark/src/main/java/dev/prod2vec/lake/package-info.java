/// Orders in a lake into baskets and a vocabulary, as `ingest` does.
@NullMarked
package dev.prod2vec.lake;

import org.jspecify.annotations.NullMarked;
