/// Walks the graph of tasks and records each attempt.
@NullMarked
package dev.prod2vec.runner;

import org.jspecify.annotations.NullMarked;
