/// Files and folders that appear whole or not at all, and outlive a power cut.
@NullMarked
package dev.prod2vec.disk;

import org.jspecify.annotations.NullMarked;
