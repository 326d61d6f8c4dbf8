package dev.prod2vec.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The one way in which JSON documents are written and read: keys are record components in their
/// order, indented, UTF-8.
public final class Json {
  /// Safe to share between threads.
  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private Json() {}

  /// The document as text, with a newline at its end.
  public static String text(Object value) {
    return MAPPER.writeValueAsString(value) + "\n";
  }

  /// The document on one line, without a newline.
  public static String line(Object value) {
    return MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
  }

  /// Writes the document to a file, replacing it.
  ///
  /// @throws UncheckedIOException if it cannot be written
  public static void write(Path file, Object value) {
    try {
      Files.writeString(file, text(value));
    } catch (IOException e) {
      throw new UncheckedIOException(
          new IOException(file + ": cannot be written: " + e.getMessage(), e));
    }
  }

  /// The document in a text.
  ///
  /// @param name what messages call it
  /// @throws InputException if it is no JSON or lacks what `type` asks for
  public static <T> T parse(String text, String name, Class<T> type) {
    try {
      return MAPPER.readValue(text, type);
    } catch (JacksonException e) {
      throw new InputException(name + ": " + e.getOriginalMessage(), e);
    }
  }

  /// The document in a file.
  ///
  /// @throws InputException if the file is missing, is no JSON or lacks what `type` asks for
  public static <T> T read(Path file, Class<T> type) {
    try {
      return MAPPER.readValue(Files.readString(file), type);
    } catch (NoSuchFileException e) {
      throw new InputException(file + ": no such file", e);
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
    } catch (JacksonException e) {
      throw new InputException(file + ": " + e.getOriginalMessage(), e);
    }
  }
}
