package dev.prod2vec.cli;

import dev.prod2vec.file.InputException;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.vocabulary.FoundProduct;
import dev.prod2vec.vocabulary.Product;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The flags that name several products, for commands to mix in.
final class ProductsOption {
  private static final String STDIN = "-";

  /// Most lines that are named; the others are counted.
  private static final int NAMED = 5;

  @Option(
      names = "--product",
      paramLabel = "NAME|ID",
      description = "One of several products, each with a list of its own; may be repeated.")
  private List<String> each = List.of();

  @Option(
      names = "--products",
      paramLabel = "FILE",
      description =
          "A file with several products, an id or a whole name a line; - is the standard input. A"
              + " line that names no product is named on stderr, the others are answered, and the"
              + " exit code is 1.")
  private @Nullable String file;

  /// What the flags name.
  ///
  /// @param found the products, in their order
  /// @param bad lines that name no product
  record Named(List<FoundProduct> found, long bad) {}

  boolean isGiven() {
    return !each.isEmpty() || file != null;
  }

  /// Whether all products are lines of a file, which are never guessed.
  boolean isFileAlone() {
    return each.isEmpty() && file != null;
  }

  /// The flag that is given; the first, if both are.
  String flag() {
    return each.isEmpty() ? "--products" : "--product";
  }

  /// Finds the products. Says on stderr which lines of the file name none.
  ///
  /// @throws WrongUseException if a flag names no product, or there is no such file
  /// @throws InputException if no line of the file names a product
  Named find(Question question, Console console) {
    List<FoundProduct> found = new ArrayList<>();
    each.forEach(text -> found.add(question.product(text)));
    long bad = 0;
    @Nullable String name = file;
    if (name != null) {
      List<String> lines = lines(name).lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).isBlank()) {
          continue;
        }
        List<Product> exact = question.search().exact(lines.get(i));
        if (exact.size() == 1) {
          found.add(
              new FoundProduct(
                  lines.get(i).strip(), exact.getFirst(), List.of(), FoundProduct.Match.EXACT));
        } else if (bad++ < NAMED) {
          console.warning("%s:%s: %s".formatted(name, i + 1, question.fault(lines.get(i), exact)));
        }
      }
      if (bad > NAMED) {
        console.warning("%s: and %s more lines name no product".formatted(name, bad - NAMED));
      }
      if (found.isEmpty()) {
        throw new InputException(
            name + ": no line names a product; an id or a whole name a line expected");
      }
    }
    return new Named(List.copyOf(found), bad);
  }

  private static String lines(String name) {
    try {
      byte[] bytes = name.equals(STDIN) ? stdin() : Files.readAllBytes(existing(name));
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new InputException(
          name
              + ": not UTF-8\nhint: convert the file, for example with iconv -f WINDOWS-1252 -t UTF-8",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(name + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static byte[] stdin() throws IOException {
    InputStream in = System.in;
    return in.readAllBytes();
  }

  private static Path existing(String name) {
    Path path = Path.of(name);
    if (!Files.exists(path) || Files.isDirectory(path)) {
      throw new WrongUseException(
          "--products: %s; a file with an id or a name a line expected"
              .formatted(Files.isDirectory(path) ? name + " is a folder" : "no file " + name));
    }
    return path;
  }
}
