package dev.prod2vec.schema;

import java.util.List;

/// A value as somebody wrote it.
///
/// @param key the name of a key, known or not
/// @param values one text; a list may have any number
/// @param origin where it was written
record Given(String key, List<String> values, Origin origin) {
  Given {
    values = List.copyOf(values);
  }
}
