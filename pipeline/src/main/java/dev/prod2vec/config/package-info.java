/// The config of a run, and the reference page of its keys.
@NullMarked
package dev.prod2vec.config;

import org.jspecify.annotations.NullMarked;
