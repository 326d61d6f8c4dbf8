/// The start of a command in Spark's driver: settings, command line, process.
@NullMarked
package dev.prod2vec.launch;

import org.jspecify.annotations.NullMarked;
