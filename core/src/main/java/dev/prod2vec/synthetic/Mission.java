package dev.prod2vec.synthetic;

import java.util.List;

/// A reason to go shopping, such as breakfast.
///
/// @param weight how often it happens, in any unit
/// @param recipes lists of types that are bought together, as indexes; the most frequent recipe
///   first
record Mission(double weight, List<int[]> recipes) {}
