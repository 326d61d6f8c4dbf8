/// Bayesian search for good hyperparameters of any function.
@NullMarked
package dev.prod2vec.tuning;

import org.jspecify.annotations.NullMarked;
