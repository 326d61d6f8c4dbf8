package dev.prod2vec.s3;

import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.Location;
import dev.prod2vec.store.Store;
import dev.prod2vec.store.StoreProvider;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Registers S3. No class of the SDK is loaded before a store is opened.
public final class S3Provider implements StoreProvider<S3Config> {
  private static final String EXAMPLE = "s3://bucket/key";
  private static final Pattern BUCKET =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]");

  /// Keys of the config, then the SDK's own search: variables, profiles, roles.
  private static final String HADOOP_CREDENTIALS =
      "org.apache.hadoop.fs.s3a.TemporaryAWSCredentialsProvider,org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider,software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider";

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

  /// Credentials are looked for where Hadoop has them, and then as here.
  @Override
  public Map<String, String> hadoop(S3Config settings) {
    Map<String, String> keys = new TreeMap<>();
    if (!settings.endpoint().isEmpty()) {
      keys.put("fs.s3a.endpoint", settings.endpoint());
    }
    if (!settings.region().isEmpty()) {
      keys.put("fs.s3a.endpoint.region", settings.region());
    }
    keys.put("fs.s3a.path.style.access", String.valueOf(settings.pathStyle()));
    keys.put("fs.s3a.attempts.maximum", String.valueOf(settings.attempts()));
    keys.put("fs.s3a.multipart.size", settings.partMib() + "M");
    if (settings.encryption() != Encryption.NONE) {
      boolean kms = settings.encryption() == Encryption.AWS_KMS;
      keys.put("fs.s3a.encryption.algorithm", kms ? "SSE-KMS" : "AES256");
      keys.put("fs.s3a.encryption.key", settings.kmsKey());
    }
    keys.put("fs.s3a.aws.credentials.provider", HADOOP_CREDENTIALS);
    return keys;
  }

  @Override
  public Store open(S3Config settings, Map<String, String> environment) {
    return S3Store.open(settings, environment);
  }
}
