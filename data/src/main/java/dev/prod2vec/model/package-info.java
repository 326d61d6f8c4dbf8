/// A model: products, their vectors and the evidence of the baskets, and what it answers.
@NullMarked
package dev.prod2vec.model;

import org.jspecify.annotations.NullMarked;
