/// Products on a plane: t-SNE of their vectors.
@NullMarked
package dev.prod2vec.plane;

import org.jspecify.annotations.NullMarked;
