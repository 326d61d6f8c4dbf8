package dev.prod2vec.s3;

/// How S3 encrypts what it keeps.
public enum Encryption {
  /// As the bucket says.
  NONE,
  /// With a key of S3 (SSE-S3).
  AES256,
  /// With a key of AWS KMS (SSE-KMS).
  AWS_KMS
}
