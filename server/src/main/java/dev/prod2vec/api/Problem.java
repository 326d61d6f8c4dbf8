package dev.prod2vec.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/// Why a request is not answered, in the form of RFC 9457.
public record Problem(
    @JsonPropertyDescription("about:blank: the status says what kind of problem it is.")
        String type,
    @JsonPropertyDescription("What the status means.") String title,
    @JsonPropertyDescription("The status of the answer.") int status,
    @JsonPropertyDescription("What was found, what is allowed and what to do.") String detail) {
  /// Its media type.
  public static final String MEDIA_TYPE = "application/problem+json";

  /// A problem of which the status says the kind.
  ///
  /// @param status of HTTP
  /// @param detail what was found, what is allowed and what to do
  public static Problem of(int status, String detail) {
    return new Problem("about:blank", title(status), status, detail);
  }

  private static String title(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 409 -> "Conflict";
      case 413 -> "Content Too Large";
      case 415 -> "Unsupported Media Type";
      case 503 -> "Service Unavailable";
      default -> "Internal Server Error";
    };
  }
}
