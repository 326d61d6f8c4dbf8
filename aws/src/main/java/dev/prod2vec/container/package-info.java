/// The program in a training job's container, and the names that it shares with those who start it.
@NullMarked
package dev.prod2vec.container;

import org.jspecify.annotations.NullMarked;
