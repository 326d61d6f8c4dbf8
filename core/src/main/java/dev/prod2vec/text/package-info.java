/// Numbers as people read them.
@NullMarked
package dev.prod2vec.text;

import org.jspecify.annotations.NullMarked;
