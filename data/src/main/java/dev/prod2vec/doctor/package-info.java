/// Looks at unknown files and proposes the config of a first run.
@NullMarked
package dev.prod2vec.doctor;

import org.jspecify.annotations.NullMarked;
