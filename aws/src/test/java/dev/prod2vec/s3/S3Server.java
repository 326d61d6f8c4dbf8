package dev.prod2vec.s3;

import java.net.URI;
import java.nio.file.Path;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;

/// A server that speaks S3, in this process, with one empty bucket. It takes the credentials that
/// the build gives to tests.
final class S3Server implements AutoCloseable {
  static final String BUCKET = "shop";

  private final S3Proxy server;

  private S3Server(S3Proxy server) {
    this.server = server;
  }

  static S3Server start() throws Exception {
    S3Proxy server =
        S3Proxy.builder()
            .blobStore(BlobStores.create("transient", new Properties()))
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V4, "test-key", "test-secret")
            .build();
    server.start();
    S3Server started = new S3Server(server);
    try (RawS3 raw = new RawS3(started.port())) {
      raw.createBucket(BUCKET);
    }
    return started;
  }

  int port() {
    return server.getPort();
  }

  /// How to reach this server, or one before it.
  static S3Config config(int port, Path cache) {
    return config(port, cache, 4);
  }

  /// The same, one request after the other.
  static S3Config sequential(int port, Path cache) {
    return config(port, cache, 1);
  }

  private static S3Config config(int port, Path cache, int parallel) {
    return new S3Config(
        "http://127.0.0.1:" + port,
        true,
        "us-east-1",
        "",
        Encryption.NONE,
        "",
        3,
        5,
        parallel,
        cache.toString());
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
