/// The graph of tasks as data, and what each task does.
@NullMarked
package dev.prod2vec.task;

import org.jspecify.annotations.NullMarked;
