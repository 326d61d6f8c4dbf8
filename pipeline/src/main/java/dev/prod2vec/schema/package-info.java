/// A config's keys, made from its record and read from file, environment and flags.
@NullMarked
package dev.prod2vec.schema;

import org.jspecify.annotations.NullMarked;
