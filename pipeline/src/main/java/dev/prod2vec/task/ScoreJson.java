package dev.prod2vec.task;

import dev.prod2vec.evaluation.Lead;
import dev.prod2vec.evaluation.Metric;
import dev.prod2vec.evaluation.Score;
import dev.prod2vec.evaluation.ScorerName;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;

/// Scores in `evaluation.json`: a metric is three keys, such as `hitRate10`, `hitRate10Low` and
/// `hitRate10High`.
final class ScoreJson {
  private ScoreJson() {}

  /// Writes a score.
  static final class Writer extends ValueSerializer<Score> {
    @Override
    public void serialize(Score score, JsonGenerator out, SerializationContext context) {
      out.writeStartObject();
      out.writeStringProperty("name", score.name().word());
      out.writeNumberProperty("baskets", score.baskets());
      write("hitRate10", score.hitRate10(), out);
      write("hitRate100", score.hitRate100(), out);
      write("ndcg10", score.ndcg10(), out);
      write("meanReciprocalRank", score.meanReciprocalRank(), out);
      context.defaultSerializeProperty("hitRate10ByTercile", score.hitRate10ByTercile(), out);
      context.defaultSerializeProperty("basketsByTercile", score.basketsByTercile(), out);
      if (score.lead().isPresent()) {
        Lead lead = score.lead().get();
        out.writeObjectPropertyStart("lead");
        write("hitRate10", lead.hitRate10(), out);
        write("meanReciprocalRank", lead.meanReciprocalRank(), out);
        out.writeEndObject();
      } else {
        out.writeNullProperty("lead");
      }
      out.writeEndObject();
    }

    private static void write(String key, Metric metric, JsonGenerator out) {
      out.writeNumberProperty(key, metric.value());
      out.writeNumberProperty(key + "Low", metric.low());
      out.writeNumberProperty(key + "High", metric.high());
    }
  }

  /// Reads what [Writer] wrote.
  static final class Reader extends ValueDeserializer<Score> {
    @Override
    public Score deserialize(JsonParser parser, DeserializationContext context) {
      JsonNode score = context.readTree(parser);
      JsonNode lead = score.path("lead");
      return new Score(
          name(score, context),
          context.readTreeAsValue(value("baskets", score, context), Integer.class),
          metric("hitRate10", score, context),
          metric("hitRate100", score, context),
          metric("ndcg10", score, context),
          metric("meanReciprocalRank", score, context),
          context.readTreeAsValue(value("hitRate10ByTercile", score, context), double[].class),
          context.readTreeAsValue(value("basketsByTercile", score, context), int[].class),
          lead.isObject()
              ? Optional.of(
                  new Lead(
                      metric("hitRate10", lead, context),
                      metric("meanReciprocalRank", lead, context)))
              : Optional.empty());
    }

    private ScorerName name(JsonNode score, DeserializationContext context) {
      String word = value("name", score, context).asString();
      try {
        return ScorerName.of(word);
      } catch (IllegalArgumentException e) {
        return context.reportInputMismatch(this, "%s", e.getMessage());
      }
    }

    private Metric metric(String key, JsonNode of, DeserializationContext context) {
      return new Metric(
          number(key, of, context),
          number(key + "Low", of, context),
          number(key + "High", of, context));
    }

    private double number(String key, JsonNode of, DeserializationContext context) {
      JsonNode value = value(key, of, context);
      return value.isNumber()
          ? value.doubleValue()
          : context.<Double>reportInputMismatch(this, "%s is no number: %s", key, value);
    }

    private JsonNode value(String key, JsonNode of, DeserializationContext context) {
      JsonNode value = of.path(key);
      return value.isMissingNode() || value.isNull()
          ? context.reportInputMismatch(this, "%s is missing", key)
          : value;
    }
  }
}
