package dev.prod2vec.sagemaker;

import dev.prod2vec.process.JobException;
import dev.prod2vec.setting.WrongUseException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/// Calls of AWS's services, and the meaning of their refusals. The SDK itself repeats calls that
/// were throttled or lost.
final class Calls {
  private static final Set<String> CREDENTIALS =
      Set.of(
          "ExpiredToken",
          "ExpiredTokenException",
          "UnrecognizedClientException",
          "InvalidClientTokenId",
          "InvalidSignatureException",
          "MissingAuthenticationToken");
  private static final Set<String> PERMISSION =
      Set.of("AccessDeniedException", "AccessDenied", "UnauthorizedOperation");

  private Calls() {}

  /// The answer to a call.
  ///
  /// @param action as in a policy: `sagemaker:CreateTrainingJob`
  /// @param what the job that is meant, for messages
  /// @throws WrongUseException if it is refused until something changes: a permission, a setting
  /// @throws JobException if the service cannot do it now
  /// @throws InterruptedException if the thread is interrupted
  static <T> T call(String action, String what, Supplier<T> call) throws InterruptedException {
    try {
      return call.get();
    } catch (AbortedException e) {
      // The SDK marks the thread as interrupted again.
      Thread.interrupted();
      throw new InterruptedException("interrupted in a call of " + action);
    } catch (SdkException e) {
      throw refusal(action, what, e);
    }
  }

  /// The answer to a call that looks something up; empty if it does not exist.
  static <T> Optional<T> find(String action, String what, Supplier<T> call)
      throws InterruptedException {
    return call(
        action,
        what,
        () -> {
          try {
            return Optional.of(call.get());
          } catch (AwsServiceException e) {
            if (isNotThere(e)) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  /// Creates something that has a name.
  ///
  /// @return false if the name is taken: another process was faster
  static boolean create(String action, String name, Supplier<?> call) throws InterruptedException {
    return call(
        action,
        name,
        () -> {
          try {
            var _ = call.get();
            return true;
          } catch (AwsServiceException e) {
            if (isInUse(e)) {
              return false;
            }
            throw e;
          }
        });
  }

  /// Stops something, unless it has ended at this moment.
  static void stop(String action, String name, Supplier<?> call) throws InterruptedException {
    call(
        action,
        name,
        () -> {
          try {
            return call.get();
          } catch (AwsServiceException e) {
            if (e.statusCode() == 400 && !isForbidden(e)) {
              return e;
            }
            throw e;
          }
        });
  }

  /// Whether the service does not know the job that was named.
  private static boolean isNotThere(AwsServiceException e) {
    return code(e).startsWith("ResourceNotFound")
        || (code(e).equals("ValidationException")
            && text(e).toLowerCase(java.util.Locale.ROOT).contains("resource not found"));
  }

  /// Whether a name is taken.
  private static boolean isInUse(AwsServiceException e) {
    return code(e).startsWith("ResourceInUse");
  }

  /// Whether a permission is missing.
  static boolean isForbidden(AwsServiceException e) {
    return PERMISSION.contains(code(e));
  }

  private static RuntimeException refusal(String action, String what, SdkException e) {
    String asked = "%s for %s".formatted(action, what);
    return switch (e) {
      case AwsServiceException refused when isForbidden(refused) ->
          new WrongUseException(
              "%s was refused: %s\nhint: the policy in docs/how-to/sagemaker.md lists all permissions that are needed"
                  .formatted(asked, text(refused)));
      case AwsServiceException refused when CREDENTIALS.contains(code(refused)) ->
          new WrongUseException(
              "%s was refused: the credentials of AWS are wrong or have expired (%s)\nhint: aws sts get-caller-identity shows who you are; aws sso login renews them"
                  .formatted(asked, code(refused)));
      case AwsServiceException refused when code(refused).startsWith("ResourceLimitExceeded") ->
          new WrongUseException(
              "%s was refused: %s\nhint: another sagemaker.instance-type, fewer jobs at a time, or a higher quota"
                  .formatted(asked, text(refused)));
      case AwsServiceException refused
          when refused.statusCode() >= 400
              && refused.statusCode() < 500
              && !refused.isThrottlingException() ->
          new WrongUseException("%s was refused: %s".formatted(asked, text(refused)));
      case AwsServiceException busy ->
          new JobException(
              "%s: SageMaker is busy or broken: %s\nhint: run the task again; a running job is found again"
                  .formatted(asked, text(busy)),
              busy);
      case SdkClientException here when String.valueOf(here.getMessage()).contains("credentials") ->
          new WrongUseException(
              "%s: no credentials of AWS were found\nhint: set AWS_PROFILE or AWS_ACCESS_KEY_ID, or give this machine a role; aws sts get-caller-identity shows which are found"
                  .formatted(asked));
      default ->
          new JobException(
              "%s: no answer: %s\nhint: check the network and run the task again; a running job is found again"
                  .formatted(asked, e.getMessage()),
              e);
    };
  }

  private static String code(AwsServiceException e) {
    return e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null
        ? ""
        : e.awsErrorDetails().errorCode();
  }

  private static String text(AwsServiceException e) {
    return e.awsErrorDetails() == null || e.awsErrorDetails().errorMessage() == null
        ? String.valueOf(e.getMessage())
        : e.awsErrorDetails().errorMessage();
  }
}
