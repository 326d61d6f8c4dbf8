package dev.prod2vec.task;

import dev.prod2vec.store.Stores;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/// An engine of a module that is there only where its cluster is. Registered by its class name in
/// `META-INF/services/dev.prod2vec.task.EngineProvider`, with a constructor without parameters.
/// Loading the class must not load the client of a cluster.
public interface EngineProvider {
  /// The value of the config key `engine` that it stands for.
  String name();

  /// Makes the engine; no cluster is asked for anything yet.
  ///
  /// @param environment where the password of a database is
  /// @param stores where inputs may be; used with the settings of each run
  /// @param warnings is told, in one line each, about what costs time but is not wrong
  Engine engine(Map<String, String> environment, Stores stores, Consumer<String> warnings);

  /// The one that stands for a value of `engine`, if its module is there.
  static Optional<EngineProvider> registered(String name) {
    return ServiceLoader.load(EngineProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.name().equals(name))
        .findFirst();
  }
}
