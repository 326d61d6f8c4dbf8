/// Where trainings run: the choice, and what Amazon SageMaker is told.
@NullMarked
package dev.prod2vec.backend;

import org.jspecify.annotations.NullMarked;
