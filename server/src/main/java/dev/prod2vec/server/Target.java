package dev.prod2vec.server;

import dev.prod2vec.api.RefusedException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a request asks for: the parts of its path and the parameters of its query, decoded. A part
/// may hold any character, also a slash.
///
/// @param segments between the slashes
/// @param query in the order in which the parameters were given
record Target(List<String> segments, Map<String, List<String>> query) {
  /// More are no question of a person or a program.
  private static final int MOST_PARAMETERS = 300;

  /// @param path as it was sent
  /// @param query as it was sent; null: none
  /// @throws RefusedException if something is not UTF-8 in percent-encoding
  static Target of(String path, @Nullable String query) {
    List<String> segments = new ArrayList<>();
    for (String segment : path.substring(Math.min(1, path.length())).split("/", -1)) {
      segments.add(decoded(segment, false));
    }
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    if (query != null && !query.isEmpty()) {
      String[] parts = query.split("&", MOST_PARAMETERS + 1);
      if (parts.length > MOST_PARAMETERS) {
        throw new RefusedException(
            400, "the query has more than %s parameters".formatted(MOST_PARAMETERS));
      }
      for (String part : parts) {
        int at = part.indexOf('=');
        String name = decoded(at < 0 ? part : part.substring(0, at), true);
        String value = at < 0 ? "" : decoded(part.substring(at + 1), true);
        parameters.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
      }
    }
    return new Target(segments, parameters);
  }

  private static String decoded(String text, boolean plusIsSpace) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer out = ByteBuffer.allocate(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '%') {
        int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
        int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
        if (high < 0 || low < 0) {
          throw notUtf8();
        }
        out.put((byte) (high << 4 | low));
        i += 2;
      } else {
        out.put(plusIsSpace && bytes[i] == '+' ? (byte) ' ' : bytes[i]);
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(out.flip()).toString();
    } catch (CharacterCodingException _) {
      throw notUtf8();
    }
  }

  private static RefusedException notUtf8() {
    return new RefusedException(400, "the address is not UTF-8 in percent-encoding");
  }
}
