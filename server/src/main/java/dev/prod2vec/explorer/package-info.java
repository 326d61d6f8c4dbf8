/// The page over a run, which asks the routes of the API.
@NullMarked
package dev.prod2vec.explorer;

import org.jspecify.annotations.NullMarked;
