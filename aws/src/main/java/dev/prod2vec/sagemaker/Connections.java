package dev.prod2vec.sagemaker;

import dev.prod2vec.backend.Backend;
import dev.prod2vec.backend.SageMakerConfig;
import dev.prod2vec.config.Config;
import dev.prod2vec.s3.AwsCredentials;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.standin.StandIn;
import dev.prod2vec.store.ConditionalStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/// Connections to SageMaker and to its stand-in.
public final class Connections {
  private static final Duration POLL = Duration.ofSeconds(10);
  private static final Duration STAND_IN_POLL = Duration.ofMillis(250);

  private static final int SECRET_BYTES = 32;

  /// Tries of a call that is throttled or lost; with back-off they take some minutes.
  private static final int TRIES = 10;

  private Connections() {}

  /// Opens what the config's backend needs.
  ///
  /// @param store of the config; not closed with the connection
  /// @throws WrongUseException if no region is known
  public static Connection open(Config config, ConditionalStore store, Clock clock) {
    return switch (config.backend()) {
      case LOCAL -> throw new IllegalArgumentException("no connection is needed: " + Backend.LOCAL);
      case SAGEMAKER -> service(config, store);
      case SAGEMAKER_LOCAL -> standIn(config, store, clock);
    };
  }

  private static Connection service(Config config, ConditionalStore store) {
    SageMakerConfig settings = config.sagemaker();
    Optional<URI> endpoint =
        settings.endpoint().isEmpty()
            ? Optional.empty()
            : Optional.of(URI.create(settings.endpoint()));
    // Jobs run where their bucket is.
    Region region = AwsCredentials.region(config.s3(), Optional.empty());
    AwsCredentialsProvider credentials = AwsCredentials.credentials(config.s3());
    return new Connection(
        client(SageMakerClient.builder(), endpoint, region, credentials, Map.of()),
        client(CloudWatchLogsClient.builder(), Optional.empty(), region, credentials, Map.of()),
        store,
        POLL,
        () -> {});
  }

  private static Connection standIn(Config config, ConditionalStore store, Clock clock) {
    if (config.sagemaker().detach()) {
      throw new WrongUseException(
          "sagemaker.detach: jobs of the backend sagemaker-local end with this process, and cannot"
              + " go on without it");
    }
    try {
      String secret = secret();
      StandIn standIn =
          StandIn.start(
              store, Files.createTempDirectory("prod2vec-jobs"), StandIn.OPTIONS, clock, secret);
      return connection(standIn.endpoint(), secret, store, STAND_IN_POLL, standIn::close);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What nobody can guess.
  private static String secret() {
    byte[] random = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  /// A connection to a stand-in, for SageMaker and logs, without credentials.
  ///
  /// @param secret with which the stand-in was started
  /// @param closing done when it is closed
  static Connection connection(
      URI endpoint, String secret, ConditionalStore store, Duration poll, Runnable closing) {
    AwsCredentialsProvider nobody = AnonymousCredentialsProvider.create();
    Map<String, String> known = Map.of(StandIn.SECRET_HEADER, secret);
    return new Connection(
        client(SageMakerClient.builder(), Optional.of(endpoint), Region.US_EAST_1, nobody, known),
        client(
            CloudWatchLogsClient.builder(), Optional.of(endpoint), Region.US_EAST_1, nobody, known),
        store,
        poll,
        closing);
  }

  private static <B extends AwsClientBuilder<B, C>, C> C client(
      B builder,
      Optional<URI> endpoint,
      Region region,
      AwsCredentialsProvider credentials,
      Map<String, String> headers) {
    endpoint.ifPresent(builder::endpointOverride);
    return builder
        .region(region)
        .credentialsProvider(credentials)
        .overrideConfiguration(override -> {
          override.retryStrategy(
              AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(TRIES).build());
          headers.forEach(override::putHeader);
        })
        .build();
  }
}
