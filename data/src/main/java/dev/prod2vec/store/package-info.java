/// Locations and the stores behind them: files of this machine or of a service, chosen by scheme.
@NullMarked
package dev.prod2vec.store;

import org.jspecify.annotations.NullMarked;
