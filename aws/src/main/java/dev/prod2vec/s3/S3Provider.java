package dev.prod2vec.s3;

import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.Location;
import dev.prod2vec.store.Store;
import dev.prod2vec.store.StoreProvider;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Registers S3. No class of the SDK is loaded before a store is opened.
public final class S3Provider implements StoreProvider<S3Config> {
  private static final String EXAMPLE = "s3://bucket/key";
  private static final Pattern BUCKET =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]");

  @Override
  public String scheme() {
    return "s3";
  }

  @Override
  public String example() {
    return EXAMPLE;
  }

  @Override
  public Set<String> otherSchemes() {
    return Set.of("s3a", "s3n");
  }

  @Override
  public void check(Location location) {
    if (!BUCKET.matcher(location.authority()).matches()) {
      throw new WrongUseException(
          "%s: \"%s\" is no name of a bucket; %s expected"
              .formatted(location, location.authority(), EXAMPLE));
    }
  }

  @Override
  public S3Config defaults() {
    return S3Config.DEFAULT;
  }

  @Override
  public Store open(S3Config settings, Map<String, String> environment) {
    return S3Store.open(settings, environment);
  }
}
