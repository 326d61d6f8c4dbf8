package dev.prod2vec.s3;

import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/// What SDK and HTTP client leave open.
///
/// A request's body is sent without asking first. The question, `Expect: 100-continue`, is not
/// answered by every service or proxy, and then costs 3 s each time. And the head of an answer that
/// was cut is taken for a whole one; here it is tried again.
final class WholeExchanges implements ExecutionInterceptor {
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
      throw RetryableException.create("the answer was cut");
    }
    return answer;
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
