package dev.prod2vec.server;

import com.sun.net.httpserver.Headers;
import dev.prod2vec.api.RefusedException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Who may ask. A page of another site must not read answers through a visitor's browser: neither
/// by a name that it lets point here (DNS rebinding), which the header Host shows, nor by a request
/// across sites, which Origin shows. Addresses in numbers cannot be made to point elsewhere.
final class Access {
  private static final Pattern IP_V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern IP_V6 = Pattern.compile("\\[[0-9a-fA-F:.]+\\]");
  private static final Pattern PORT = Pattern.compile(":\\d{0,5}$");
  private static final String BEARER = "bearer ";

  private final Optional<byte[]> token;
  private final Set<String> names = new HashSet<>();

  Access(Listening listening) {
    token = listening.token().map(text -> text.getBytes(StandardCharsets.UTF_8));
    names.add("localhost");
    names.add(listening.host().toLowerCase(Locale.ROOT));
    listening.names().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
  }

  /// @throws RefusedException if the request comes by another name or from a page of another site
  void requireSameSite(Headers headers) {
    String host = only("Host", headers).orElse("");
    String name = PORT.matcher(host).replaceFirst("").toLowerCase(Locale.ROOT);
    if (!names.contains(name) && !IP_V4.matcher(name).matches() && !IP_V6.matcher(name).matches()) {
      throw new RefusedException(
          403,
          "this server is not known by the name that the header Host has; start it with --name NAME"
              + " if it is reached so");
    }
    Optional<String> origin = only("Origin", headers);
    if (origin.isPresent()
        && !origin.get().equalsIgnoreCase("http://" + host)
        && !origin.get().equalsIgnoreCase("https://" + host)) {
      throw new RefusedException(403, "pages of other sites may not ask this server");
    }
  }

  /// @throws RefusedException if a token is needed, and the request does not bring it
  void requireToken(Headers headers) {
    if (token.isEmpty()) {
      return;
    }
    String given = only("Authorization", headers).orElse("");
    boolean bearer = given.regionMatches(true, 0, BEARER, 0, BEARER.length());
    byte[] bytes =
        bearer
            ? given.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8)
            : new byte[0];
    // Takes as long for a token that begins well as for any other.
    if (!MessageDigest.isEqual(bytes, token.get())) {
      throw new RefusedException(
          401, "the header Authorization: Bearer TOKEN is missing or has another token");
    }
  }

  private static Optional<String> only(String name, Headers headers) {
    @Nullable List<String> values = headers.get(name);
    if (values != null && values.size() > 1) {
      throw new RefusedException(400, "the header %s is there twice".formatted(name));
    }
    return Optional.ofNullable(values).map(List::getFirst);
  }
}
