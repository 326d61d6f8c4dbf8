package dev.prod2vec.s3;

import static dev.prod2vec.setting.Records.requireRanges;
import static dev.prod2vec.setting.Require.require;
import static dev.prod2vec.setting.Require.requireEndpoint;

import dev.prod2vec.setting.Records;
import dev.prod2vec.setting.Section;
import dev.prod2vec.setting.Setting;
import java.util.List;

/// How S3 is reached. It has no credentials: a config is in files and manifests.
public record S3Config(
    @Setting("Address of a service that speaks S3, for example http://localhost:9000; empty: AWS.")
        String endpoint,
    @Setting(
            "Whether the bucket stands in the path of the address and not in its host name, as"
                + " MinIO and others expect.")
        boolean pathStyle,
    @Setting("Region of the buckets; empty: the region of the environment or the profile.")
        String region,
    @Setting(
            "Profile of the files ~/.aws/config and ~/.aws/credentials; empty: the one in the"
                + " environment, else default.")
        String profile,
    @Setting(
            value = "How the service encrypts what is written: none leaves it to the bucket.",
            defaultValue = "none")
        Encryption encryption,
    @Setting("Id or ARN of the key (encryption aws-kms); empty: the one of the account.")
        String kmsKey,
    @Setting(
            value =
                "Most tries of a request that is throttled, or that fails in the service or on the way.",
            defaultValue = "6",
            min = 1,
            max = 20)
        int attempts,
    @Setting(value = "MiB of a part of a large object.", defaultValue = "16", min = 5, max = 1024)
        int partMib,
    @Setting(
            value = "Parts of an object that are under way at once.",
            defaultValue = "8",
            min = 1,
            max = 64)
        int parallel,
    @Setting(
            value =
                "Folder for fetched files; empty: prod2vec below XDG_CACHE_HOME, else below"
                    + " ~/.cache.",
            path = true)
        String cache)
    implements Section {

  public static final S3Config DEFAULT = Records.defaults(S3Config.class);

  public S3Config {
    requireRanges(
        S3Config.class,
        endpoint,
        pathStyle,
        region,
        profile,
        encryption,
        kmsKey,
        attempts,
        partMib,
        parallel,
        cache);
    requireEndpoint(endpoint);
    require(
        kmsKey.isEmpty() || encryption == Encryption.AWS_KMS,
        List.of("kms-key", "encryption"),
        "kms-key is given, but encryption is not aws-kms");
  }

  @Override
  public String section() {
    return "s3";
  }

  @Override
  public String description() {
    return "How S3 is reached, where inputs, runs or exports are s3:// locations.";
  }

  @Override
  public Scope scope() {
    return Scope.MACHINE;
  }

  /// The service, for messages: ` at http://...`; empty for AWS.
  public String at() {
    return endpoint.isEmpty() ? "" : " at " + endpoint;
  }
}
