package dev.prod2vec.store;

import dev.prod2vec.setting.WrongUseException;
import java.util.regex.Pattern;

/// An object in S3, or all objects below it: `s3://bucket/key`.
///
/// @param key without a slash at either end; empty for the whole bucket
public record Location(String bucket, String key) {
  private static final String SCHEME = "s3://";
  private static final Pattern BUCKET =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]");

  /// Whether a text is meant as a location in S3.
  public static boolean isMeant(String text) {
    return text.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  /// The location that `s3://bucket/key` names.
  ///
  /// @throws WrongUseException if it is none
  public static Location parse(String text) {
    if (!isMeant(text)) {
      throw new WrongUseException(text + ": no location in S3; s3://bucket/key expected");
    }
    String rest = text.substring(SCHEME.length());
    int slash = rest.indexOf('/');
    String bucket = slash < 0 ? rest : rest.substring(0, slash);
    if (bucket.contains(":") && bucket.contains("@")) {
      throw new WrongUseException(
          "a location in S3 holds a user and a password, which is not shown here; s3://bucket/key"
              + " expected\nhint: credentials are those of the environment or of the s3.profile");
    }
    if (!BUCKET.matcher(bucket).matches()) {
      throw new WrongUseException(
          "%s: \"%s\" is no name of a bucket; s3://bucket/key expected".formatted(text, bucket));
    }
    String key = slash < 0 ? "" : rest.substring(slash).replaceAll("^/+|/+$", "");
    return new Location(bucket, key);
  }

  /// What lies below this.
  ///
  /// @param child with slashes, if it lies deeper
  public Location resolve(String child) {
    return new Location(bucket, key.isEmpty() ? child : key + "/" + child);
  }

  /// What this is right below.
  public Location parent() {
    return new Location(bucket, key.substring(0, Math.max(0, key.lastIndexOf('/'))));
  }

  /// The last part of the key; the bucket where the key is empty.
  public String name() {
    return key.isEmpty() ? bucket : key.substring(key.lastIndexOf('/') + 1);
  }

  /// How an object that lies below this is called from here.
  public String relativize(Location object) {
    return key.isEmpty() ? object.key() : object.key().substring(key.length() + 1);
  }

  @Override
  public String toString() {
    return SCHEME + bucket + (key.isEmpty() ? "" : "/" + key);
  }
}
