/// Pages and pictures of a run.
@NullMarked
package dev.prod2vec.report;

import org.jspecify.annotations.NullMarked;
