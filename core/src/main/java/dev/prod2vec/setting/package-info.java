/// What a config component means and how it is checked.
@NullMarked
package dev.prod2vec.setting;

import org.jspecify.annotations.NullMarked;
