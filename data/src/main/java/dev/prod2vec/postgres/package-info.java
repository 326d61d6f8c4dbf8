/// Sessions with PostgreSQL, and the meaning of its errors.
@NullMarked
package dev.prod2vec.postgres;

import org.jspecify.annotations.NullMarked;
