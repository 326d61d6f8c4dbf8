/// Serves the routes over HTTP: who may ask, limits, errors, compression, metrics.
@NullMarked
package dev.prod2vec.server;

import org.jspecify.annotations.NullMarked;
