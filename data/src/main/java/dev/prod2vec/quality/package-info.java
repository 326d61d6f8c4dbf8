/// Checks of the prepared data.
@NullMarked
package dev.prod2vec.quality;

import org.jspecify.annotations.NullMarked;
