package dev.prod2vec.cli;

import dev.prod2vec.store.Stores;
import java.util.Collections;
import java.util.Enumeration;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/// Words of help texts that depend on what is installed: `${bundle:location}` is what a location
/// looks like. They are looked up when help is printed.
final class HelpWords extends ResourceBundle {
  private static final String LOCATION = "location";

  private final Stores stores;

  HelpWords(Stores stores) {
    this.stores = stores;
  }

  @Override
  protected @Nullable Object handleGetObject(String key) {
    if (!key.equals(LOCATION)) {
      return null;
    }
    String examples = stores.examples();
    return examples.isEmpty() ? "a location of a store" : examples;
  }

  @Override
  public Enumeration<String> getKeys() {
    return Collections.enumeration(Collections.singleton(LOCATION));
  }
}
