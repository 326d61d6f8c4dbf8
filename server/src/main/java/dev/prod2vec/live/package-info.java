/// The run that is served, and the change to a newer one.
@NullMarked
package dev.prod2vec.live;

import org.jspecify.annotations.NullMarked;
