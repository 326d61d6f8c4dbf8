/// Benchmarks of the trainer and its kernels.
@NullMarked
package dev.prod2vec.bench;

import org.jspecify.annotations.NullMarked;
