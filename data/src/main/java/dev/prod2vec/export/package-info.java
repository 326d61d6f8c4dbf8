/// A model's vectors and neighbours as files and in PostgreSQL.
@NullMarked
package dev.prod2vec.export;

import org.jspecify.annotations.NullMarked;
