/// A stand-in for SageMaker's service that runs its jobs as processes of this machine.
@NullMarked
package dev.prod2vec.standin;

import org.jspecify.annotations.NullMarked;
