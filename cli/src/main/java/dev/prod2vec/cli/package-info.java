/// The command line.
@NullMarked
package dev.prod2vec.cli;

import org.jspecify.annotations.NullMarked;
