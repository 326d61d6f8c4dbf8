package dev.prod2vec.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.InjectableValues;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;

/// Writes and reads all JSON documents: keys are record components in their order, indented, UTF-8.
public final class Json {
  /// What the value of `@JacksonInject` begins with at a component of type [Optional] that
  /// documents of earlier versions do not have: it is empty then. The name of the component
  /// follows, since Jackson allows a value once in a record.
  public static final String ABSENT = "absent ";

  /// Safe to share between threads.
  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.INDENT_OUTPUT)
          // A missing record component is an error here, not where it is used.
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .injectableValues(new Absent())
          .build();

  private Json() {}

  /// Gives components that a document lacks.
  private static final class Absent extends InjectableValues {
    @Override
    public InjectableValues snapshot() {
      return this;
    }

    @Override
    public Object findInjectableValue(
        DeserializationContext context,
        Object id,
        BeanProperty property,
        @Nullable Object bean,
        @Nullable Boolean optional,
        @Nullable Boolean useInput) {
      if (String.valueOf(id).startsWith(ABSENT)) {
        return Optional.empty();
      }
      throw new IllegalArgumentException("no value for " + id);
    }
  }

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
  /// @param name its name in messages
  /// @throws InputException naming the key, if it is not JSON or lacks a component of `type`
  public static <T> T parse(String text, String name, Class<T> type) {
    return parse(MAPPER, text, name, type);
  }

  /// The same, as a mapper reads it.
  public static <T> T parse(JsonMapper mapper, String text, String name, Class<T> type) {
    @Nullable T document;
    try {
      document = mapper.readValue(text, type);
    } catch (JacksonException e) {
      throw new InputException("%s: %s%s".formatted(name, key(e), reason(e)), e);
    }
    if (document == null) {
      throw new InputException(name + ": holds nothing but null");
    }
    return document;
  }

  /// Where in a document something is wrong: `outputs[0].bytes: `; empty for the document as a
  /// whole.
  public static String key(JacksonException e) {
    StringBuilder key = new StringBuilder();
    for (JacksonException.Reference part : e.getPath()) {
      @Nullable String name = part.getPropertyName();
      if (name == null) {
        key.append('[').append(part.getIndex()).append(']');
      } else {
        key.append(key.isEmpty() ? "" : ".").append(name);
      }
    }
    return key.isEmpty() ? "" : key + ": ";
  }

  /// What is wrong: only the reason if a record refused its components.
  private static String reason(JacksonException e) {
    return switch (e instanceof ValueInstantiationException ? e.getCause() : null) {
      case IllegalArgumentException refused -> String.valueOf(refused.getMessage());
      case NullPointerException _ -> "a list has null in it, where no element may be missing";
      // The position of an unclosed part's beginning does not help: the source is not kept.
      case null, default ->
          String.valueOf(e.getOriginalMessage()).replaceFirst("\\s*\\(start marker at .*", "");
    };
  }

  /// The document in a file.
  ///
  /// @throws InputException if the file is missing, is not JSON or lacks a component of `type`
  public static <T> T read(Path file, Class<T> type) {
    return parse(text(file), file.toString(), type);
  }

  /// The text of a file.
  ///
  /// @throws InputException if the file is missing or is not text
  public static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new InputException(file + ": no such file", e);
    } catch (CharacterCodingException e) {
      throw new InputException(file + ": is no text in UTF-8", e);
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
