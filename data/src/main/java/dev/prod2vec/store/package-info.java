/// Locations of files, and the stores that keep them: this machine or a service, chosen by scheme.
@NullMarked
package dev.prod2vec.store;

import org.jspecify.annotations.NullMarked;
