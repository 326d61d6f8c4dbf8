/// DuckDB in a temporary folder, and its errors.
@NullMarked
package dev.prod2vec.duckdb;

import org.jspecify.annotations.NullMarked;
