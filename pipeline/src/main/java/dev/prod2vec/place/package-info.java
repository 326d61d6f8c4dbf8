/// Runs, models and files that a user names, on this machine or in a store.
@NullMarked
package dev.prod2vec.place;

import org.jspecify.annotations.NullMarked;
