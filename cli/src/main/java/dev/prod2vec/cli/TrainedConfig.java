package dev.prod2vec.cli;

import dev.prod2vec.file.Json;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.setting.Component;
import dev.prod2vec.setting.Records;
import dev.prod2vec.training.TrainingConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The config that a model's vectors were trained with, which stands in their file.
final class TrainedConfig {
  private TrainedConfig() {}

  /// Keys that the file lacks have their default, or what earlier versions did; those that this
  /// version does not know are left out.
  static TrainingConfig of(ProductModel model) {
    Set<String> known =
        Records.components(TrainingConfig.class).stream()
            .map(Component::name)
            .collect(Collectors.toSet());
    Map<String, List<String>> values = new HashMap<>();
    Map<?, ?> trained =
        Json.parse(
            model.metadata().getOrDefault(ProductModel.CONFIG, "{}"),
            ProductModel.CONFIG,
            Map.class);
    trained.forEach((key, value) -> {
      // A single value; the list of side information is not one.
      if (known.contains(String.valueOf(key)) && !(value instanceof List)) {
        values.put("training." + key, List.of(String.valueOf(value)));
      }
    });
    // Vectors of versions without the key are of a mixture.
    values.putIfAbsent("training.agreement", List.of("1"));
    return ProgramConfig.SCHEMA.load(Optional.empty(), Map.of(), values).config().training();
  }
}
