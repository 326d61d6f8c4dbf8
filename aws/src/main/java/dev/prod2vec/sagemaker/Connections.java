package dev.prod2vec.sagemaker;

import dev.prod2vec.config.Config;
import dev.prod2vec.s3.AwsCredentials;
import dev.prod2vec.s3.S3Config;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.ConditionalStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/// Connections to SageMaker, and to a service on this machine that answers as it does.
public final class Connections {
  private static final Duration POLL = Duration.ofSeconds(10);
  private static final Duration LOCAL_POLL = Duration.ofMillis(250);

  /// Attempts at a call that is throttled or lost; with back-off and jitter they take some minutes.
  private static final int TRIES = 10;

  private Connections() {}

  /// A connection to SageMaker, as the config says.
  ///
  /// @param store of the config; not closed with the connection
  /// @throws WrongUseException if no region is known
  public static Connection service(Config config, ConditionalStore store) {
    SageMakerConfig settings = config.section(SageMakerConfig.class);
    Optional<URI> endpoint =
        settings.endpoint().isEmpty()
            ? Optional.empty()
            : Optional.of(URI.create(settings.endpoint()));
    // Jobs run where their bucket is.
    Region region = AwsCredentials.region(config.section(S3Config.class), Optional.empty());
    AwsCredentialsProvider credentials = AwsCredentials.credentials(config.section(S3Config.class));
    return new Connection(
        client(SageMakerClient.builder(), endpoint, region, credentials, Map.of()),
        client(CloudWatchLogsClient.builder(), Optional.empty(), region, credentials, Map.of()),
        store,
        POLL,
        () -> {});
  }

  /// A connection to a service on this machine, which is started with the connection and closed
  /// with it.
  ///
  /// @param store not closed with the connection
  /// @throws WrongUseException if jobs are to outlive this process
  public static Connection local(
      Config config, ConditionalStore store, Clock clock, LocalService.Starter starter) {
    if (config.section(SageMakerConfig.class).detach()) {
      throw new WrongUseException(
          "sagemaker.detach: jobs of the engine sagemaker-local end with this process, and cannot"
              + " outlive it");
    }
    try {
      LocalService service = starter.start(store, clock);
      return to(service, store, LOCAL_POLL, service::close);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A connection to a service that runs, without credentials.
  ///
  /// @param closing runs when the connection is closed
  static Connection to(
      LocalService service, ConditionalStore store, Duration poll, Runnable closing) {
    AwsCredentialsProvider nobody = AnonymousCredentialsProvider.create();
    Optional<URI> there = Optional.of(service.endpoint());
    Map<String, String> headers = service.headers();
    return new Connection(
        client(SageMakerClient.builder(), there, Region.US_EAST_1, nobody, headers),
        client(CloudWatchLogsClient.builder(), there, Region.US_EAST_1, nobody, headers),
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
