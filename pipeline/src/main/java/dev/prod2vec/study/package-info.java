/// A search for training's hyperparameters, trial by trial, and the file that it resumes from.
@NullMarked
package dev.prod2vec.study;

import org.jspecify.annotations.NullMarked;
