package dev.prod2vec.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// A Content-Security-Policy: what a browser may load, run and call for a page.
///
/// @param directives sources by directive; none: `'none'`
public record ContentPolicy(SequencedMap<String, List<String>> directives) {
  /// Nothing but pictures that stand in the page: no network, no form, no script, no style.
  public static final ContentPolicy CLOSED = closed();

  private static ContentPolicy closed() {
    SequencedMap<String, List<String>> directives = new LinkedHashMap<>();
    for (String kind : List.of("default-src", "style-src", "script-src")) {
      directives.put(kind, List.of());
    }
    directives.put("img-src", List.of("data:"));
    directives.put("base-uri", List.of());
    directives.put("form-action", List.of());
    return new ContentPolicy(directives);
  }

  /// The policy with one more source.
  ///
  /// @param directive such as `connect-src`
  /// @param source such as `'self'`
  public ContentPolicy allowing(String directive, String source) {
    SequencedMap<String, List<String>> more = new LinkedHashMap<>(directives);
    List<String> sources = new ArrayList<>(more.getOrDefault(directive, List.of()));
    sources.add(source);
    more.put(directive, List.copyOf(sources));
    return new ContentPolicy(more);
  }

  /// The policy with a style or script that stands in the page, known by its hash.
  ContentPolicy allowingContent(String directive, String content) {
    return allowing(directive, "'sha256-%s'".formatted(sha256(content)));
  }

  /// As the header or the `meta` element takes it.
  public String text() {
    return directives.entrySet().stream()
        .map(entry ->
            entry.getKey()
                + " "
                + (entry.getValue().isEmpty() ? "'none'" : String.join(" ", entry.getValue())))
        .collect(Collectors.joining("; "));
  }

  private static String sha256(String content) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return Base64.getEncoder()
          .encodeToString(digest.digest(content.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
