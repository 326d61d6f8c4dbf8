/// The process: its version, how it ends, and the failure that it reports.
@NullMarked
package dev.prod2vec.process;

import org.jspecify.annotations.NullMarked;
