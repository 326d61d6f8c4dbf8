package dev.prod2vec.s3;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// The SDK as others use it, with its own defaults: what it writes must be readable, and the other
/// way round.
final class RawS3 implements AutoCloseable {
  private final S3Client client;

  RawS3(int port) {
    client =
        S3Client.builder()
            .endpointOverride(URI.create("http://127.0.0.1:" + port))
            .forcePathStyle(true)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create("test-key", "test-secret")))
            .build();
  }

  void createBucket(String bucket) {
    client.createBucket(create -> create.bucket(bucket));
  }

  void put(String key, byte[] content) {
    client.putObject(put -> put.bucket(S3Server.BUCKET).key(key), RequestBody.fromBytes(content));
  }

  byte[] get(String key) {
    return client.getObjectAsBytes(get -> get.bucket(S3Server.BUCKET).key(key)).asByteArray();
  }

  /// Uploads that were begun and neither completed nor given up.
  int unfinishedUploads() {
    return client.listMultipartUploads(list -> list.bucket(S3Server.BUCKET)).uploads().size();
  }

  @Override
  public void close() {
    client.close();
  }
}
