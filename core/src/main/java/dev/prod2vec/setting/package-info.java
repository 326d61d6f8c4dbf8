/// What a config component means and how it is checked, and how messages show commands.
@NullMarked
package dev.prod2vec.setting;

import org.jspecify.annotations.NullMarked;
