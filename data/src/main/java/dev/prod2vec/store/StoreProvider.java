package dev.prod2vec.store;

import dev.prod2vec.setting.WrongUseException;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;

/// One kind of store: the scheme of its locations, its rules for them, and how it is opened.
/// Registered by its class name in `META-INF/services/dev.prod2vec.store.StoreProvider`, with a
/// constructor without parameters. Loading the class must not load the client of a service.
///
/// @param <S> the settings it needs: the part of the config that has this type
public interface StoreProvider<S extends Record> {
  /// What its locations begin with, in lower case and without `://`.
  String scheme();

  /// What its locations look like, for messages.
  String example();

  /// Schemes that other programs have for the same files.
  default Set<String> otherSchemes() {
    return Set.of();
  }

  /// Does nothing if a location keeps the rules of this store.
  ///
  /// @throws WrongUseException if it does not
  void check(Location location);

  /// The settings of a store that needs none.
  record NoSettings() {}

  /// The settings with all defaults, [NoSettings] or a section of the config.
  S defaults();

  /// Opens the store; nothing is asked of it yet.
  ///
  /// @param environment all environment variables
  /// @throws WrongUseException if something is missing that it needs
  Store open(S settings, Map<String, String> environment);

  /// Settings of Hadoop's client for the same store that mean what these mean. Machines of a
  /// cluster reach the store by it.
  default Map<String, String> hadoop(S settings) {
    return Map.of();
  }

  /// Whether a scheme, case aside, is one of a store that is registered.
  static boolean isRegistered(String scheme) {
    return registered().stream().anyMatch(provider -> provider.scheme().equalsIgnoreCase(scheme));
  }

  /// All that are registered.
  static List<StoreProvider<?>> registered() {
    return ServiceLoader.load(StoreProvider.class).stream()
        .<StoreProvider<?>>map(ServiceLoader.Provider::get)
        .toList();
  }
}
