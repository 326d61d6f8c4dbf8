/// Kernels over float rows and their scalar twins.
@NullMarked
package dev.prod2vec.linalg;

import org.jspecify.annotations.NullMarked;
