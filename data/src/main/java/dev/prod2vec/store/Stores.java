package dev.prod2vec.store;

import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.StoreProvider.NoSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The store of each location, chosen by its scheme. A store is opened when it is first needed,
/// once for the same settings, and stays open until the process ends; if all locations are on this
/// machine, no other store is opened, and no class of its client is loaded. Safe to share between
/// threads.
public final class Stores {
  private final Supplier<List<StoreProvider<?>>> providers;
  private final Settings settings;
  private final Map<String, String> environment;
  private final Map<Opened, Store> open;

  /// The part of a config that has a type.
  public interface Settings {
    /// The part of a type.
    ///
    /// @throws IllegalArgumentException if the config has no part of this type
    <S extends Record> S section(Class<S> type);
  }

  /// All registered providers, looked up once: that reads every jar of the class path.
  private static final class Registered implements Supplier<List<StoreProvider<?>>> {
    private @Nullable List<StoreProvider<?>> found;

    @Override
    public synchronized List<StoreProvider<?>> get() {
      if (found == null) {
        found = StoreProvider.registered();
      }
      return found;
    }
  }

  private record Opened(String scheme, Record settings) {}

  private Stores(
      Supplier<List<StoreProvider<?>>> providers,
      Settings settings,
      Map<String, String> environment,
      Map<Opened, Store> open) {
    this.providers = providers;
    this.settings = settings;
    this.environment = environment;
    this.open = open;
  }

  /// The stores of given providers.
  public Stores(
      List<? extends StoreProvider<?>> providers,
      Settings settings,
      Map<String, String> environment) {
    this(() -> List.copyOf(providers), settings, environment, new ConcurrentHashMap<>());
  }

  /// The stores of all registered providers, without settings yet.
  public static Stores registered(Map<String, String> environment) {
    return new Stores(new Registered(), Stores::none, environment, new ConcurrentHashMap<>());
  }

  /// Only the files of this machine.
  public static Stores local() {
    return new Stores(List.of(), Stores::none, Map.of());
  }

  private static <S extends Record> S none(Class<S> type) {
    throw new IllegalArgumentException("no settings: " + type);
  }

  /// The same stores with other settings. What is open is shared.
  public Stores with(Settings newSettings) {
    return new Stores(providers, newSettings, environment, open);
  }

  /// Whether there is a store for a location.
  public boolean has(Location location) {
    return location.isLocal() || provider(location).isPresent();
  }

  /// The store of a location.
  ///
  /// @throws NoStoreException if there is none
  /// @throws WrongUseException if the location breaks the store's rules, or the store cannot be
  ///   opened
  public Store of(Location location) {
    if (location.isLocal()) {
      return open.computeIfAbsent(
          new Opened("", new NoSettings()),
          _ -> new FolderStore(Path.of(""), CacheFolder.of(environment)));
    }
    StoreProvider<?> provider = require(location);
    provider.check(location);
    return opened(provider);
  }

  /// The store of a location that is written under conditions, as the location of runs is.
  ///
  /// @throws WrongUseException as [#of], or if the store cannot do that
  public ConditionalStore conditional(Location location) {
    if (of(location) instanceof ConditionalStore store) {
      return store;
    }
    throw new WrongUseException(
        "%s: runs cannot be kept here: the store of %s:// does not write under conditions\nhint: name a folder of this machine, or another store"
            .formatted(location, location.scheme()));
  }

  /// The settings with which the store of a location is opened, if it needs any.
  public Optional<Record> settings(Location location) {
    return location.isLocal()
        ? Optional.empty()
        : Optional.<Record>of(section(require(location)))
            .filter(section -> !(section instanceof NoSettings));
  }

  private <S extends Record> S section(StoreProvider<S> provider) {
    S defaults = provider.defaults();
    if (defaults instanceof NoSettings) {
      return defaults;
    }
    @SuppressWarnings("unchecked")
    Class<S> type = (Class<S>) defaults.getClass();
    return settings.section(type);
  }

  /// The settings of Hadoop's clients for the stores: see [StoreProvider#hadoop].
  public Map<String, String> hadoop() {
    Map<String, String> settings = new TreeMap<>();
    for (StoreProvider<?> provider : providers.get()) {
      settings.putAll(hadoop(provider));
    }
    return settings;
  }

  private <S extends Record> Map<String, String> hadoop(StoreProvider<S> provider) {
    return provider.hadoop(section(provider));
  }

  /// Examples of locations, for messages; empty if no store is registered.
  public String examples() {
    return providers.get().stream().map(StoreProvider::example).collect(Collectors.joining(" or "));
  }

  /// The scheme to write instead of one that other programs have for the same files.
  public Optional<String> sameAs(String otherScheme) {
    return providers.get().stream()
        .filter(provider -> provider.otherSchemes().contains(otherScheme))
        .<String>map(StoreProvider::scheme)
        .findFirst();
  }

  private Optional<StoreProvider<?>> provider(Location location) {
    return providers.get().stream()
        .filter(provider -> provider.scheme().equals(location.scheme()))
        .findFirst();
  }

  private StoreProvider<?> require(Location location) {
    return provider(location)
        .orElseThrow(() -> {
          String examples = examples();
          return new NoStoreException(
              "%s: there is no store for %s://\nhint: name a path%s"
                  .formatted(
                      location,
                      location.scheme(),
                      examples.isEmpty() ? "" : ", or a location such as " + examples));
        });
  }

  private <S extends Record> Store opened(StoreProvider<S> provider) {
    S section = section(provider);
    return open.computeIfAbsent(
        new Opened(provider.scheme(), section), _ -> provider.open(section, environment));
  }
}
