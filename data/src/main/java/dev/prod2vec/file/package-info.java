/// Files as the pipeline reads and writes them: JSON, CSV, hashes, and what is wrong with them.
@NullMarked
package dev.prod2vec.file;

import org.jspecify.annotations.NullMarked;
