package dev.prod2vec.evaluation;

/// A metric and the ends of its 95% bootstrap interval.
///
/// @param value of the baskets as they are; 0 without any
/// @param low lower end; 0 without baskets
/// @param high upper end; 0 without baskets
public record Metric(double value, double low, double high) {}
