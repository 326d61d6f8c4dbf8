/// The command line in Spark's driver.
@NullMarked
package dev.prod2vec.submit;

import org.jspecify.annotations.NullMarked;
