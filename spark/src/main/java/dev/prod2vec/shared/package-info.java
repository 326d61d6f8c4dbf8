/// Files and folders that the driver and all executors of a cluster see.
@NullMarked
package dev.prod2vec.shared;

import org.jspecify.annotations.NullMarked;
