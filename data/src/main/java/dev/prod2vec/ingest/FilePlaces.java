package dev.prod2vec.ingest;

import static dev.prod2vec.setting.Require.require;

import dev.prod2vec.store.StoreProvider;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Checks the places of files in a config, which manifests and messages show.
final class FilePlaces {
  private static final Pattern ADDRESS =
      Pattern.compile(
          "([a-z][a-z0-9+.-]*)://([^/]*)(.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private FilePlaces() {}

  /// Does nothing if the places cannot hold a secret.
  ///
  /// @param component the config's component that names them
  /// @throws IllegalArgumentException if one can; the message does not show it
  static void check(String component, List<String> places) {
    require(
        places.stream().noneMatch(FilePlaces::mayHoldSecret),
        List.of(component),
        "%s must be files or locations of a store, but one is an address with a user, a password or"
            + " a query, which is not shown here",
        component);
  }

  /// Whether there is a user before the host, or a query, which may be a signature. In a store a
  /// question mark is a glob.
  private static boolean mayHoldSecret(String place) {
    Matcher address = ADDRESS.matcher(place);
    if (!address.matches()) {
      return false;
    }
    return address.group(2).contains("@")
        || (place.contains("?") && !StoreProvider.isRegistered(address.group(1)));
  }
}
