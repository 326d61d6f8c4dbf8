package dev.prod2vec.comparison;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.prod2vec.evaluation.Metric;

/// A metric of two models, in a JSON document. All are 0 without baskets.
public record ComparedMetric(
    @JsonPropertyDescription("HR@10, HR@100, NDCG@10 or MRR.") String metric,
    @JsonPropertyDescription("Of the first model.") Interval a,
    @JsonPropertyDescription("Of the second model.") Interval b,
    @JsonPropertyDescription(
            "Second less first, basket by basket; the interval is of these differences.")
        Interval difference) {
  /// A number and its 95% interval.
  public record Interval(
      @JsonPropertyDescription("The number.") double value,
      @JsonPropertyDescription("Lower end of its 95% interval.") double low,
      @JsonPropertyDescription("Upper end of its 95% interval.") double high) {
    static Interval of(Metric metric) {
      return new Interval(metric.value(), metric.low(), metric.high());
    }
  }

  static ComparedMetric of(String name, Metric a, Metric b, Metric difference) {
    return new ComparedMetric(name, Interval.of(a), Interval.of(b), Interval.of(difference));
  }
}
