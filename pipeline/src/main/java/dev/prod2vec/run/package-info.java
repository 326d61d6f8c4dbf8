/// Run directories, task records, the manifest and the runner.
@NullMarked
package dev.prod2vec.run;

import org.jspecify.annotations.NullMarked;
