package dev.prod2vec.synthetic;

import java.util.List;

/// Why people go shopping.
///
/// @param weight how often, in any unit
/// @param recipes types that are bought together, as indexes, the most frequent first
record Mission(double weight, List<int[]> recipes) {}
