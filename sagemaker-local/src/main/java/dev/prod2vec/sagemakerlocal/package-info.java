/// A local stand-in for SageMaker, which runs training jobs as processes of this machine.
@NullMarked
package dev.prod2vec.sagemakerlocal;

import org.jspecify.annotations.NullMarked;
