package dev.prod2vec.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/// Retries answers that were cut off, which the SDK and its HTTP client accept as whole: without
/// this, a listing whose XML was lost would have no objects.
///
/// It also removes `Expect: 100-continue` from requests: services and proxies that do not answer it
/// would cost 3 s each time.
final class CutAnswerRetry implements ExecutionInterceptor {
  private static final String CUT = "the answer was cut";

  @Override
  public SdkHttpRequest modifyHttpRequest(
      Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
    return context.httpRequest().copy(request -> request.removeHeader("Expect"));
  }

  @Override
  public SdkHttpResponse modifyHttpResponse(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    SdkHttpResponse answer = context.httpResponse();
    if (answer.isSuccessful() && !isWhole(context.request(), answer)) {
      throw RetryableException.create(CUT);
    }
    return answer;
  }

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    boolean isXml =
        switch (context.request()) {
          case CreateMultipartUploadRequest _,
              CompleteMultipartUploadRequest _,
              ListObjectsV2Request _ ->
              true;
          default -> false;
        };
    return isXml && context.httpResponse().isSuccessful()
        ? Optional.of(whole(context.responseBody()))
        : context.responseBody();
  }

  private static InputStream whole(Optional<InputStream> body) {
    try (InputStream in = body.orElse(InputStream.nullInputStream())) {
      byte[] bytes = in.readAllBytes();
      if (bytes.length > 0) {
        return new ByteArrayInputStream(bytes);
      }
    } catch (IOException e) {
      throw RetryableException.create(CUT, e);
    }
    throw RetryableException.create(CUT);
  }

  private static boolean isWhole(SdkRequest request, SdkHttpResponse answer) {
    return switch (request) {
      case HeadObjectRequest _, GetObjectRequest _ ->
          has(answer, "ETag") && has(answer, "Content-Length");
      case PutObjectRequest _, UploadPartRequest _ -> has(answer, "ETag");
      default -> true;
    };
  }

  private static boolean has(SdkHttpResponse answer, String header) {
    return answer.firstMatchingHeader(header).isPresent();
  }
}
