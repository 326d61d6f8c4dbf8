package dev.prod2vec.cluster;

import java.io.Serializable;

/// A basket and when it was.
///
/// @param products vocabulary indexes, ascending
/// @param day date in days since the beginning of 1970; 0 if dates are not known
record DatedBasket(int[] products, int day) implements Serializable {}
