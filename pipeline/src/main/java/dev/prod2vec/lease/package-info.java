/// Who may write into a run: one process at a time, until its lease expires.
@NullMarked
package dev.prod2vec.lease;

import org.jspecify.annotations.NullMarked;
