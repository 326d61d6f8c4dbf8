package dev.prod2vec.store;

import static dev.prod2vec.setting.Require.require;
import static dev.prod2vec.setting.Require.requireEndpoint;

import dev.prod2vec.setting.Setting;

/// How S3 is reached. It has no credentials: a config is in files and manifests.
public record S3Config(
    @Setting(
            "Address of a service that speaks S3, for example http://localhost:9000; empty: that of"
                + " AWS.")
        String endpoint,
    @Setting(
            "Whether the bucket stands in the path of the address and not in its host name, as MinIO"
                + " and others expect.")
        boolean pathStyle,
    @Setting("Region of the buckets; empty: that of the environment or the profile.") String region,
    @Setting(
            "Profile of the files ~/.aws/config and ~/.aws/credentials; empty: the one in the"
                + " environment, else default.")
        String profile,
    @Setting("How the service encrypts what is written: none leaves it to the bucket.")
        Encryption encryption,
    @Setting("Id or ARN of the key (encryption aws-kms); empty: the one of the account.")
        String kmsKey,
    @Setting(
            "Most tries of a request that is throttled or fails without the request's fault, 1 to 20.")
        int attempts,
    @Setting("MiB of a part of a large object, 5 to 1024.") int partMib,
    @Setting("Parts of an object that are under way at once, 1 to 64.") int parallel,
    @Setting(
            value =
                "Folder for what was fetched; empty: prod2vec below XDG_CACHE_HOME, else below"
                    + " ~/.cache.",
            path = true)
        String cache) {

  public static final S3Config DEFAULT =
      new S3Config("", false, "", "", Encryption.NONE, "", 6, 16, 8, "");

  public S3Config {
    requireEndpoint(endpoint);
    require(
        kmsKey.isEmpty() || encryption == Encryption.AWS_KMS,
        "kms-key is given, but encryption is not aws-kms");
    require(attempts >= 1 && attempts <= 20, "attempts must be 1..20, but is %d", attempts);
    require(partMib >= 5 && partMib <= 1024, "part-mib must be 5..1024, but is %d", partMib);
    require(parallel >= 1 && parallel <= 64, "parallel must be 1..64, but is %d", parallel);
  }

  /// Where objects are said to be in messages, if not in AWS.
  public String at() {
    return endpoint.isEmpty() ? "" : " at " + endpoint;
  }
}
