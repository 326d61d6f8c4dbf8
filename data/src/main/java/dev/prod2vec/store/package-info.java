/// Objects in S3: where they are, how they are reached, and what is asked of whoever keeps them.
@NullMarked
package dev.prod2vec.store;

import org.jspecify.annotations.NullMarked;
