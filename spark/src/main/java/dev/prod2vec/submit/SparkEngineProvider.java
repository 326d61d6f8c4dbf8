package dev.prod2vec.submit;

import dev.prod2vec.launch.SparkConfig;
import dev.prod2vec.store.Stores;
import dev.prod2vec.task.Engine;
import dev.prod2vec.task.EngineProvider;
import java.util.Map;
import java.util.function.Consumer;

/// The engine that works in Spark's driver.
public final class SparkEngineProvider implements EngineProvider {
  /// For [java.util.ServiceLoader].
  public SparkEngineProvider() {}

  @Override
  public String name() {
    return SparkConfig.ENGINE;
  }

  @Override
  public Engine engine(Map<String, String> environment, Stores stores, Consumer<String> warnings) {
    return new SparkEngine(new Session(stores, warnings), environment, stores);
  }
}
