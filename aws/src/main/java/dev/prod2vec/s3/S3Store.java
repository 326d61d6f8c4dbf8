package dev.prod2vec.s3;

import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.CacheFolder;
import dev.prod2vec.store.Condition;
import dev.prod2vec.store.ConditionalStore;
import dev.prod2vec.store.Location;
import dev.prod2vec.store.ObjectCache;
import dev.prod2vec.store.StoredContent;
import dev.prod2vec.store.StoredObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.xml.stream.XMLStreamException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// S3 or a service that speaks S3. The SDK finds the credentials: in the environment, a profile,
/// the container or the machine.
final class S3Store implements ConditionalStore {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /// Longest time without a byte on a connection.
  private static final Duration SILENCE = Duration.ofSeconds(30);

  /// Connections for leases and manifests, besides those for parts of objects.
  private static final int SMALL_REQUESTS = 4;

  /// Longest wait of a request for a free connection.
  private static final Duration TURN = Duration.ofMinutes(10);

  private final S3Config config;
  private final S3Client client;
  private final S3Requests requests;
  private final Uploads uploads;
  private final Downloads downloads;
  private final ObjectCache cache;

  private S3Store(S3Config config, S3Client client, Path cache) {
    this.config = config;
    this.client = client;
    this.requests = new S3Requests(config);
    this.uploads = new Uploads(config, client, requests);
    this.downloads = new Downloads(config, client, requests);
    this.cache = new ObjectCache(cache, config.endpoint());
  }

  /// Opens the service in the config, without a request yet.
  ///
  /// @param environment names the folder of the cache, unless the config does
  /// @throws WrongUseException if no region is known
  public static S3Store open(S3Config config, Map<String, String> environment) {
    S3ClientBuilder builder =
        S3Client.builder()
            .region(
                AwsCredentials.region(
                    config,
                    config.endpoint().isEmpty() ? Optional.empty() : Optional.of(Region.US_EAST_1)))
            .forcePathStyle(config.pathStyle())
            .credentialsProvider(AwsCredentials.credentials(config))
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false))
            .httpClientBuilder(
                ApacheHttpClient.builder()
                    .connectionTimeout(CONNECT)
                    .socketTimeout(SILENCE)
                    .maxConnections(config.parallel() + SMALL_REQUESTS)
                    .connectionAcquisitionTimeout(TURN)
                    .expectContinueEnabled(false))
            .overrideConfiguration(override ->
                override
                    .addExecutionInterceptor(new CutAnswerRetry())
                    .retryStrategy(
                        AwsRetryStrategy.standardRetryStrategy().toBuilder()
                            .maxAttempts(config.attempts())
                            // An answer without a length was cut.
                            .retryOnRootCauseInstanceOf(XMLStreamException.class)
                            .build()));
    if (!config.endpoint().isEmpty()) {
      builder.endpointOverride(URI.create(config.endpoint()));
    }
    return new S3Store(config, builder.build(), cache(config, environment));
  }

  /// The folder in the config, else the user's cache folder.
  private static Path cache(S3Config config, Map<String, String> environment) {
    return config.cache().isEmpty() ? CacheFolder.of(environment) : Path.of(config.cache());
  }

  @Override
  public Optional<StoredObject> head(Location location) throws IOException {
    return requests.find(
        location,
        Action.READ,
        () -> {
          HeadObjectResponse found = headOrReason(location);
          return new StoredObject(location, found.contentLength(), found.eTag());
        });
  }

  /// A refused HEAD has no body with the reason; a refused GET has one.
  private HeadObjectResponse headOrReason(Location location) {
    try {
      return client.headObject(head -> head.bucket(location.authority()).key(location.path()));
    } catch (S3Exception e) {
      if (e.statusCode() < 500) {
        client
            .getObject(
                get -> get.bucket(location.authority()).key(location.path()).range("bytes=0-0"))
            .abort();
      }
      throw e;
    }
  }

  @Override
  public Optional<StoredContent> read(Location location) throws IOException {
    return requests.find(
        location,
        Action.READ,
        () -> {
          ResponseBytes<GetObjectResponse> found =
              client.getObjectAsBytes(get -> get.bucket(location.authority()).key(location.path()));
          GetObjectResponse head = found.response();
          return new StoredContent(found.asByteArray(), head.eTag(), age(head));
        });
  }

  private static Duration age(GetObjectResponse head) {
    Instant now =
        head.sdkHttpResponse()
            .firstMatchingHeader("Date")
            .map(
                date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant())
            .orElseGet(Instant::now);
    return Duration.between(head.lastModified(), now);
  }

  @Override
  public Optional<String> write(Location location, byte[] content, Condition condition)
      throws IOException {
    return requests.unless412(
        location,
        Action.WRITE,
        () ->
            client
                .putObject(
                    uploads.put(location, condition, Checksums.crc32c(content)),
                    RequestBody.fromBytes(content))
                .eTag(),
        () -> uploads.same(location, content.length, Checksums.crc32c(content)));
  }

  @Override
  public Optional<String> upload(Path file, Location location, Condition condition)
      throws IOException {
    return uploads.upload(file, location, condition);
  }

  @Override
  public void download(StoredObject object, Path file) throws IOException {
    downloads.download(object, file);
  }

  @Override
  public List<Path> fetch(List<Location> locations) throws IOException {
    List<Callable<Path>> fetches = new ArrayList<>();
    locations.forEach(location -> fetches.add(() -> fetch(location)));
    return locations.isEmpty()
        ? List.of()
        : requests.all(locations.getFirst(), Action.READ, fetches);
  }

  private Path fetch(Location location) throws IOException {
    StoredObject object =
        head(location)
            .orElseThrow(() ->
                new WrongUseException(
                    "%s: no such object%s\nhint: correct the key"
                        .formatted(location, config.at())));
    return cache.filled(object, file -> downloads.download(object, file));
  }

  @Override
  public List<StoredObject> list(Location folder) throws IOException {
    return requests.call(
        folder,
        Action.LIST,
        () ->
            client.listObjectsV2Paginator(below(folder).build()).contents().stream()
                .map(found -> new StoredObject(at(folder, found.key()), found.size(), found.eTag()))
                .toList());
  }

  @Override
  public List<Location> folders(Location folder) throws IOException {
    return requests.call(
        folder,
        Action.LIST,
        () ->
            client
                .listObjectsV2Paginator(below(folder).delimiter("/").build())
                .commonPrefixes()
                .stream()
                .map(CommonPrefix::prefix)
                .map(key -> at(folder, key.substring(0, key.length() - 1)))
                .toList());
  }

  private static Location at(Location folder, String key) {
    return new Location(folder.scheme(), folder.authority(), key);
  }

  private static ListObjectsV2Request.Builder below(Location folder) {
    return ListObjectsV2Request.builder()
        .bucket(folder.authority())
        .prefix(folder.path().isEmpty() ? "" : folder.path() + "/");
  }

  @Override
  public void delete(Location location) throws IOException {
    requests.call(
        location,
        Action.DELETE,
        () ->
            client.deleteObject(
                delete -> delete.bucket(location.authority()).key(location.path())));
  }

  @Override
  public Path workFolder(Location location) {
    return cache.workFolder(location);
  }

  @Override
  public void close() {
    requests.close();
    client.close();
  }
}
