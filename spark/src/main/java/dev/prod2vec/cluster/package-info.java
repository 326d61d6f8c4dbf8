/// Trainings in rounds over Spark's executors, and work on a model in parts.
@NullMarked
package dev.prod2vec.cluster;

import org.jspecify.annotations.NullMarked;
