/// Sessions with PostgreSQL, and what its refusals mean.
@NullMarked
package dev.prod2vec.postgres;

import org.jspecify.annotations.NullMarked;
