/// The config: keys, file, environment and flags.
@NullMarked
package dev.prod2vec.config;

import org.jspecify.annotations.NullMarked;
