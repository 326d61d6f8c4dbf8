/// Products on a plane: t-SNE of their vectors.
///
/// [ProductMap] is the entry; the other classes are its steps. [Cosines] compares the vectors of
/// the anchors, [PrincipalAxes] gives their first positions and [Affinities] the wanted ones,
/// [Tsne] moves them, and [NearestAnchors] places everything else. All chance comes from one fixed
/// seed, sums run in one fixed order and use exactly specified operations alone, so the same
/// vectors give the same bytes on every machine and for any number of threads.
@NullMarked
package dev.prod2vec.plane;

import org.jspecify.annotations.NullMarked;
