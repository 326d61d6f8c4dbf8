/// HTML pages: markup, policy, style, scripts, and names as people read them.
@NullMarked
package dev.prod2vec.page;

import org.jspecify.annotations.NullMarked;
