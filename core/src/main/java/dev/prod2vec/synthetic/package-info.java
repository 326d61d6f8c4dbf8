/// A generated shop with known substitutes and complements.
@NullMarked
package dev.prod2vec.synthetic;

import org.jspecify.annotations.NullMarked;
