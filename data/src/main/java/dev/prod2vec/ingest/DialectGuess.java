package dev.prod2vec.ingest;

import dev.prod2vec.file.InputException;
import dev.prod2vec.setting.Records;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Finds out from a file's content which keys of `csv` it needs. A key that cannot be found out
/// stays as it is by default, so reading then fails with the message of a run.
final class DialectGuess {
  private static final String WINDOWS = "windows-1252";

  /// Of old tills and DOS.
  private static final String DOS = "ibm850";

  /// The letters `üéäçêëö` of DOS, which are marks in windows-1252.
  private static final String DOS_LETTERS = "\u0081\u0082\u0084\u0087\u0088\u0089\u0094";

  private static final int BUFFER = 1 << 16;
  private static final int MOST_BACKSLASHES = 1000;

  private DialectGuess() {}

  /// The value of `encoding`; empty if UTF-8 or a mark is found, or nothing fits.
  static String encoding(Input file) throws InterruptedException {
    byte[] start = Gzip.contentStart(file, ForeignFormat.LOOK);
    if (!ForeignFormat.isText(start)) {
      return "";
    }
    Optional<String> wide = ForeignFormat.wideEncoding(start);
    return wide.isPresent() ? wide.get() : western(file);
  }

  /// An encoding of Western languages in one byte a character: characters beyond ASCII are few, and
  /// next to others. Text in Greek, Cyrillic or Chinese has many in a row, and gets none.
  private static String western(Input file) throws InterruptedException {
    Utf8Look utf8 = new Utf8Look();
    long[] bytes = new long[256];
    long inARow = 0;
    long inDosWords = 0;
    int before = 0;
    int last = 0;
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Gzip.open(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (Thread.interrupted()) {
          throw new InterruptedException("while reading " + file);
        }
        utf8.add(buffer, 0, read);
        for (int i = 0; i < read; i++) {
          int b = buffer[i] & 0xff;
          bytes[b]++;
          inARow += b >= 0x80 && last >= 0x80 ? 1 : 0;
          boolean inWord = isLetter(before) && isLetter(b);
          inDosWords += inWord && DOS_LETTERS.indexOf(last) >= 0 ? 1 : 0;
          before = last;
          last = b;
        }
      }
    } catch (IOException e) {
      throw Gzip.fault(file, e);
    }
    long high = Arrays.stream(bytes, 0x80, 256).sum();
    if (!utf8.isBroken() || bytes[0] > 0 || inARow > high / 4) {
      return "";
    }
    String encoding = inDosWords > Arrays.stream(bytes, 0xc0, 256).sum() ? DOS : WINDOWS;
    return has(encoding, bytes) ? encoding : "";
  }

  private static boolean isLetter(int b) {
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
  }

  /// Whether an encoding has a character for each byte that appears.
  private static boolean has(String encoding, long[] bytes) {
    return Charset.isSupported(encoding)
        && IntStream.range(0x80, 256)
            .filter(b -> bytes[b] > 0)
            .allMatch(b ->
                new String(new byte[] {(byte) b}, Charset.forName(encoding)).charAt(0) != '\ufffd');
  }

  /// The same with a backslash as `escape`, if more lines with a backslash before a quote have the
  /// usual number of fields with it.
  ///
  /// @param file in UTF-8
  /// @param most lines to look at
  static CsvConfig withEscape(
      Input file, Dialect dialect, Predicate<String> isColumnName, long most) {
    List<String> lines = withBackslash(file, dialect, most);
    if (lines.isEmpty()) {
      return dialect.csv();
    }
    Dialect escaped = dialect.with(Records.with(dialect.csv(), "escape", "\\"));
    LineShape shape = LineShape.of(file, escaped, isColumnName);
    long usual = lines.stream().filter(line -> fits(line, shape, dialect)).count();
    long better = lines.stream().filter(line -> fits(line, shape, escaped)).count();
    return better > usual ? escaped.csv() : dialect.csv();
  }

  private static List<String> withBackslash(Input file, Dialect dialect, long most) {
    List<String> found = new ArrayList<>();
    try (LineReader lines = new LineReader(file, dialect)) {
      @Nullable String line;
      while (lines.number() < most
          && found.size() < MOST_BACKSLASHES
          && (line = lines.next()) != null) {
        if (line.contains("\\\"")) {
          found.add(line);
        }
      }
    }
    return found;
  }

  private static boolean fits(String line, LineShape shape, Dialect dialect) {
    try {
      return dialect.fields(line, shape.separator()).size() == shape.fields();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /// The same with the lines above the header as `skip-lines`, and whether there is one.
  static CsvConfig withHeader(Input file, LineShape shape, Dialect dialect) {
    Map<String, Object> keys = new HashMap<>();
    if (!shape.headed()) {
      keys.put("header", false);
      String row = String.join("", shape.header());
      if (Header.DELIMITERS.chars().anyMatch(c -> row.indexOf(c) >= 0)) {
        keys.put("delimiter", shape.separator());
      }
    }
    Dialect without = dialect.with(Records.with(dialect.csv(), keys));
    if (shape.headerLine() > 1 && !begins(file, shape, without)) {
      keys.put("skip-lines", shape.headerLine() - 1);
    }
    return Records.with(dialect.csv(), keys);
  }

  /// Whether a run would take the right line for the first without skipping any, as after `sep=;`.
  private static boolean begins(Input file, LineShape shape, Dialect dialect) {
    try {
      return Header.read(file, List.of(), dialect).layout().skipped() == shape.headerLine() - 1;
    } catch (InputException _) {
      return false;
    }
  }
}
