package dev.prod2vec.cooccurrence;

/// A product that shares baskets with two others, a and b.
///
/// @param product its vocabulary index
/// @param withA number of baskets that it shares with a
/// @param withB number of baskets that it shares with b
/// @param strength what they are sorted by: how many times more often than by chance, a little less
///   for few baskets; the smaller of the two
public record Companion(int product, int withA, int withB, double strength) {}
