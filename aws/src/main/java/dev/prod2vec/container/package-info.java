/// What runs in a training job's container, and what it agrees on with those who start one.
@NullMarked
package dev.prod2vec.container;

import org.jspecify.annotations.NullMarked;
