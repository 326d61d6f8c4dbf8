/// How a process ends: its exit code and the failure it reports.
@NullMarked
package dev.prod2vec.process;

import org.jspecify.annotations.NullMarked;
