/// DuckDB in a folder of its own, and its errors.
@NullMarked
package dev.prod2vec.duckdb;

import org.jspecify.annotations.NullMarked;
