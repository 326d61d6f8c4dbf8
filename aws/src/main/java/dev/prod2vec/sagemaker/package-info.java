/// Trainings and searches as jobs on Amazon SageMaker.
@NullMarked
package dev.prod2vec.sagemaker;

import org.jspecify.annotations.NullMarked;
