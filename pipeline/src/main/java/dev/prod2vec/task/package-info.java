/// The graph of tasks as data, what each task does, and the engines that do the heavy work.
@NullMarked
package dev.prod2vec.task;

import org.jspecify.annotations.NullMarked;
