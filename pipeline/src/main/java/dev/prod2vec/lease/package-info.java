/// The right to write into a place, which one process at a time has until it expires.
@NullMarked
package dev.prod2vec.lease;

import org.jspecify.annotations.NullMarked;
