package dev.prod2vec.cluster;

import java.io.IOException;
import java.lang.ref.SoftReference;
import org.jspecify.annotations.Nullable;

/// The newest of some large things, which all tasks of an executor share as long as memory allows.
///
/// @param <K> tells them apart
final class Held<K, V> {
  private @Nullable K newest;
  private SoftReference<@Nullable V> held = new SoftReference<>(null);

  /// Makes one.
  interface Maker<V> {
    V make() throws IOException;
  }

  /// The one of a key, if it is still held; else the one that is made.
  ///
  /// @param maker asked by the first task that needs it
  synchronized V of(K key, Maker<V> maker) throws IOException {
    V value = key.equals(newest) ? held.get() : null;
    if (value == null) {
      value = maker.make();
      newest = key;
      held = new SoftReference<>(value);
    }
    return value;
  }
}
