package dev.prod2vec.cluster;

import java.io.Serializable;

/// A basket, when it was and how much of each product it has.
///
/// @param products vocabulary indexes, ascending
/// @param day date in days since the beginning of 1970; 0 if dates are not known
/// @param quantities of each product; empty if they are not known
record BasketRow(int[] products, int day, float[] quantities) implements Serializable {}
