package dev.prod2vec.s3;

import dev.prod2vec.file.InputException;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.Location;
import dev.prod2vec.store.StoreException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Explains errors of S3 and says what to do.
final class S3Faults {
  private S3Faults() {}

  /// The exception for a request that was refused or failed.
  ///
  /// @return if the request was right and the service failed
  /// @throws WrongUseException if the service refused the request
  /// @throws InputException if the object was replaced meanwhile
  static IOException of(SdkException e, Location location, Action action, S3Config config) {
    if (e instanceof S3Exception answer) {
      return of(answer, location, action, config);
    }
    if (e instanceof AbortedException) {
      return new ClosedByInterruptException();
    }
    String message = String.valueOf(e.getMessage());
    if (message.contains("credentials")) {
      throw refused(
          location,
          "no credentials are found",
          "set AWS_PROFILE or s3.profile, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run where a"
              + " role is attached",
          e);
    }
    Throwable root = root(e);
    String why = root instanceof UnknownHostException ? "no such host: " : "";
    return new StoreException(
        "%s: cannot be %s%s: %s%s\nhint: try again; run --resume continues after the last finished task"
            .formatted(location, action.participle(), config.at(), why, words(root)),
        e);
  }

  private static IOException of(S3Exception e, Location location, Action action, S3Config config) {
    String code = code(e);
    switch (code) {
      case "NoSuchBucket" ->
          throw refused(
              location,
              "there is no bucket %s%s".formatted(location.authority(), config.at()),
              "correct its name, or create it",
              e);
      case "ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired", "RequestExpired" ->
          throw refused(
              location,
              "the credentials have expired",
              "renew them (aws sso login, or a new session token), then continue with run --resume",
              e);
      case "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "AuthFailure" ->
          throw refused(
              location,
              "the service does not know these credentials (%s)".formatted(code),
              "check AWS_PROFILE or s3.profile, and the access key with its secret",
              e);
      case "RequestTimeTooSkewed" ->
          throw refused(location, "this machine's clock is wrong", "set it", e);
      case "PermanentRedirect",
          "TemporaryRedirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException" ->
          throw wrongRegion(e, location);
      default -> {
        if (e.statusCode() == 301) {
          throw wrongRegion(e, location);
        }
      }
    }
    if (e.statusCode() == 404) {
      throw refused(location, "no such object" + config.at(), "correct the key", e);
    } else if (e.statusCode() == 412 && action == Action.READ) {
      throw new InputException(location + ": was replaced while it was read\nhint: try again", e);
    }
    String said = said(e);
    if (e.statusCode() == 403 || e.statusCode() == 401) {
      String kms = config.encryption() == Encryption.AWS_KMS ? ", and kms:GenerateDataKey" : "";
      throw refused(
          location,
          "may not be %s%s: %s".formatted(action.participle(), config.at(), said),
          "grant the permission %s on bucket %s%s"
              .formatted(action.permission(), location.authority(), kms),
          e);
    }
    if (e.statusCode() < 500 && e.statusCode() != 429 && !e.isThrottlingException()) {
      throw refused(
          location,
          "cannot be %s%s: %s".formatted(action.participle(), config.at(), said),
          "see the service's reference for %s".formatted(code.isEmpty() ? e.statusCode() : code),
          e);
    }
    return new StoreException(
        "%s: cannot be %s%s: %s, %d times in a row\nhint: try again later; run --resume continues after the last finished task"
            .formatted(
                location, action.participle(), config.at(), said, Math.max(1, e.numAttempts())),
        e);
  }

  private static WrongUseException wrongRegion(S3Exception e, Location location) {
    String is =
        e.awsErrorDetails() == null
            ? ""
            : e.awsErrorDetails()
                .sdkHttpResponse()
                .firstMatchingHeader("x-amz-bucket-region")
                .orElse("");
    return refused(
        location,
        is.isEmpty()
            ? "bucket %s is in another region".formatted(location.authority())
            : "bucket %s is in the region %s".formatted(location.authority(), is),
        is.isEmpty() ? "set s3.region to the region of the bucket" : "s3.region: " + is,
        e);
  }

  private static WrongUseException refused(
      Location location, String what, String hint, Throwable cause) {
    WrongUseException refused =
        new WrongUseException("%s: %s\nhint: %s".formatted(location, what, hint));
    refused.initCause(cause);
    return refused;
  }

  /// The code of the error, for example `NoSuchKey`; empty if the service gave none.
  static String code(S3Exception e) {
    String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
    return code == null ? "" : code;
  }

  /// The service's message, without the ids of the request.
  private static String said(S3Exception e) {
    String text = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorMessage();
    String code = code(e);
    return "%d%s%s"
        .formatted(
            e.statusCode(),
            code.isEmpty() ? "" : " " + code,
            text == null || text.isBlank() ? "" : " (" + text.strip() + ")");
  }

  private static Throwable root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static String words(Throwable root) {
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }
}
