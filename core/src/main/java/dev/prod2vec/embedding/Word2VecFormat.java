package dev.prod2vec.embedding;

import dev.prod2vec.linalg.Matrix;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Input vectors in the two formats of word2vec.c, which gensim and fastText's tools read: a line
/// with size and dim, then per product its token and its numbers. A token has no white space: each
/// run of it in an id becomes `_`, and a token that is taken gets `_2`, `_3` and so on.
public final class Word2VecFormat {
  /// Java's white space, and whatever else Python splits text at, such as the no-break space.
  private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}\\x1c-\\x1f\\x85]+");

  private Word2VecFormat() {}

  /// Writes the text format to a new file; the numbers are the shortest that give the same float.
  ///
  /// @param vectors one row per product
  /// @param ids one per product
  public static void writeText(Path file, Matrix vectors, List<String> ids) throws IOException {
    List<String> tokens = tokens(ids);
    try (BufferedWriter out =
        Files.newBufferedWriter(
            file,
            StandardCharsets.UTF_8,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE)) {
      out.write(vectors.rows() + " " + vectors.dim() + "\n");
      StringBuilder line = new StringBuilder();
      for (int product = 0; product < vectors.rows(); product++) {
        line.setLength(0);
        line.append(tokens.get(product));
        for (int k = 0; k < vectors.dim(); k++) {
          line.append(' ').append(vectors.values()[product * vectors.stride() + k]);
        }
        out.append(line.append('\n'));
      }
    }
  }

  /// Writes the binary format to a new file: the numbers are little-endian float32.
  ///
  /// @param vectors one row per product
  /// @param ids one per product
  public static void writeBinary(Path file, Matrix vectors, List<String> ids) throws IOException {
    List<String> tokens = tokens(ids);
    ByteBuffer row = ByteBuffer.allocate(4 * vectors.dim()).order(ByteOrder.LITTLE_ENDIAN);
    try (OutputStream out =
        new BufferedOutputStream(
            Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
      out.write((vectors.rows() + " " + vectors.dim() + "\n").getBytes(StandardCharsets.UTF_8));
      for (int product = 0; product < vectors.rows(); product++) {
        out.write((tokens.get(product) + " ").getBytes(StandardCharsets.UTF_8));
        row.asFloatBuffer().put(vectors.values(), product * vectors.stride(), vectors.dim());
        out.write(row.array());
        out.write('\n');
      }
    }
  }

  /// One token per id, all different.
  static List<String> tokens(List<String> ids) {
    Set<String> taken = new HashSet<>();
    List<String> tokens = new ArrayList<>();
    for (String id : ids) {
      String token = SPACE.matcher(id).replaceAll("_");
      String free = token.isEmpty() ? "_" : token;
      for (int next = 2; !taken.add(free); next++) {
        free = token + "_" + next;
      }
      tokens.add(free);
    }
    return tokens;
  }
}
