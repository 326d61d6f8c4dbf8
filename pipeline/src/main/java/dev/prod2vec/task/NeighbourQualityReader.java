package dev.prod2vec.task;

import dev.prod2vec.recommend.NeighbourQuality;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;

/// The neighbours in `evaluation.json`. Empty for a file of an earlier version, which measured
/// other lists.
final class NeighbourQualityReader extends ValueDeserializer<Optional<NeighbourQuality>> {
  @Override
  public Optional<NeighbourQuality> deserialize(JsonParser parser, DeserializationContext context) {
    JsonNode quality = context.readTree(parser);
    return quality.path("purity10").has("joined")
        ? Optional.empty()
        : Optional.of(context.readTreeAsValue(quality, NeighbourQuality.class));
  }

  @Override
  public Optional<NeighbourQuality> getNullValue(DeserializationContext context) {
    return Optional.empty();
  }

  @Override
  public Optional<NeighbourQuality> getAbsentValue(DeserializationContext context) {
    return Optional.empty();
  }
}
