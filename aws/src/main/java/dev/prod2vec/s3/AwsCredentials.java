package dev.prod2vec.s3;

import dev.prod2vec.setting.WrongUseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/// Credentials and region for AWS: from the config, else from the SDK.
public final class AwsCredentials {
  private AwsCredentials() {}

  /// Credentials of the config's profile, or those that the SDK finds.
  public static DefaultCredentialsProvider credentials(S3Config config) {
    DefaultCredentialsProvider.Builder chain = DefaultCredentialsProvider.builder();
    if (!config.profile().isEmpty()) {
      chain.profileName(config.profile());
    }
    return chain.build();
  }

  /// The config's region, else the one of the environment or the profile.
  ///
  /// @param otherwise the region if none is known
  /// @throws WrongUseException if none is known and `otherwise` is empty
  public static Region region(S3Config config, Optional<Region> otherwise) {
    if (!config.region().isEmpty()) {
      return Region.of(config.region());
    }
    @Nullable String profile = config.profile().isEmpty() ? null : config.profile();
    try {
      return DefaultAwsRegionProviderChain.builder().profileName(profile).build().getRegion();
    } catch (SdkClientException e) {
      return otherwise.orElseThrow(() ->
          new WrongUseException(
              "s3.region: no region is known\nhint: s3.region: eu-central-1, the variable AWS_REGION, or"
                  + " region in ~/.aws/config"));
    }
  }
}
