/// Runs kept in a store, worked on in a local folder that mirrors them.
@NullMarked
package dev.prod2vec.mirror;

import org.jspecify.annotations.NullMarked;
