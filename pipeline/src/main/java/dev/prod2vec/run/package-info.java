/// Run directories, task records and the manifest.
@NullMarked
package dev.prod2vec.run;

import org.jspecify.annotations.NullMarked;
