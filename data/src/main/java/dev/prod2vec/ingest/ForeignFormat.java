package dev.prod2vec.ingest;

import dev.prod2vec.file.InputException;
import dev.prod2vec.file.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/// A format that files of orders come in but that is not supported, recognised by a file's first
/// bytes.
///
/// @param what its name, with an article
/// @param hint how to turn it into a supported file
record ForeignFormat(String what, String hint) {
  /// How many bytes to look at.
  static final int LOOK = 1 << 16;

  private static final String TO_CSV =
      "save it as csv or Parquet, for example with the program that wrote it";

  /// A format that begins with certain bytes.
  private record Magic(String start, String what, String hint) {}

  private static Magic packed(String start, String what, String unpack) {
    return new Magic(
        start,
        what,
        "%1$s FILE > plain.csv unpacks it; or name <(%1$s FILE) instead of it".formatted(unpack));
  }

  private static Magic python(String start, String what, String read) {
    return new Magic(
        start,
        what,
        "in Python: import pandas; pandas.%s(FILE).to_parquet(\"orders.parquet\")".formatted(read));
  }

  /// In ISO 8859-1, in which each byte is a character.
  private static final List<Magic> MAGIC =
      List.of(
          packed("\u00fd7zXZ\0", "data compressed with xz", "xz -dc"),
          packed("\u0004\"M\u0018", "data compressed with lz4", "lz4 -dc"),
          packed("LZIP", "data compressed with lzip", "lzip -dc"),
          packed("\u001f\u009d", "data compressed with compress", "uncompress -c"),
          packed("7z\u00bc\u00af'\u001c", "a 7z archive", "7z x -so"),
          packed("Rar!\u001a\u0007", "a rar archive", "unrar p -inul"),
          python("ARROW1", "an Arrow file (feather)", "read_feather"),
          python("FEA1", "a feather file", "read_feather"),
          python("\u00ff\u00ff\u00ff\u00ff", "an Arrow stream", "read_feather"),
          new Magic(
              "ORC",
              "an ORC file",
              "engine: spark reads orders in it; or in Python: import pandas; pandas.read_orc(FILE).to_parquet(\"orders.parquet\")"),
          python("\u0089HDF", "an HDF5 file", "read_hdf"),
          python("\u0080\u0004\u0095", "a Python pickle", "read_pickle"),
          python("\u0080\u0005\u0095", "a Python pickle", "read_pickle"),
          python("\u0093NUMPY", "a NumPy array", "DataFrame"),
          new Magic("Obj\u0001", "an Avro file", "engine: spark reads orders in it; or " + TO_CSV),
          new Magic(
              "SQLite format 3\0",
              "an SQLite database",
              "sqlite3 -csv -header FILE 'SELECT * FROM orders' > orders.csv, with your table"),
          new Magic(
              "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1",
              "an old Excel workbook (xls) or another file of Office",
              "save the sheet as csv UTF-8"),
          new Magic("%PDF-", "a PDF document", "ask for the data as csv"),
          new Magic("PARE", "an encrypted Parquet file", "write it without encryption"),
          new Magic("RDX", "an R data file", "in R: write.csv(orders, \"orders.csv\")"),
          new Magic("\u0089PNG", "a picture", "ask for the data as csv"),
          new Magic("\u00ff\u00d8\u00ff", "a picture", "ask for the data as csv"),
          new Magic(
              "version https://git-lfs.github.com/spec/",
              "a Git LFS pointer, which stands for the file itself",
              "git lfs pull fetches it"));

  private static final Pattern HTML =
      Pattern.compile("\\s*<(!doctype\\s+html|html|head|body)\\b.*", caseless());
  private static final Pattern XML = Pattern.compile("\\s*<\\?xml\\b.*", caseless());

  private static int caseless() {
    return Pattern.CASE_INSENSITIVE | Pattern.DOTALL;
  }

  /// Refuses a file in one of these formats.
  ///
  /// @param expected what the file should be
  /// @param dialect has the key that messages name
  /// @throws InputException if it is
  static void refuse(Input file, Dialect dialect, String expected) {
    byte[] raw = Gzip.start(file, LOOK);
    refuse(file, raw, dialect, "", expected);
    if (Gzip.is(file)) {
      byte[] content = Gzip.contentStart(file, LOOK);
      refuse(file, content, dialect, " inside gzip", expected);
      if (startsWith(content, "PAR1")) {
        throw new InputException(
            "%s: a Parquet file inside gzip; %s expected\nhint: gzip -dc FILE > orders.parquet"
                .formatted(file, expected));
      }
    }
  }

  private static void refuse(
      Input file, byte[] start, Dialect dialect, String where, String expected) {
    encoding(start, dialect)
        .or(() -> of(start))
        .ifPresent(format -> {
          throw new InputException(
              "%s: %s%s; %s expected\nhint: %s"
                  .formatted(file, format.what(), where, expected, format.hint()));
        });
  }

  static boolean startsWith(byte[] start, String magic) {
    return new String(start, StandardCharsets.ISO_8859_1).startsWith(magic);
  }

  /// Whether it may be text, in whatever encoding.
  ///
  /// @param start the first bytes of a file, at most [#LOOK]
  static boolean isText(byte[] start) {
    return !startsWith(start, "PAR1")
        && (JsonRows.is(new String(start, StandardCharsets.UTF_8).replaceFirst("^\ufeff", ""))
            || encoding(start, Dialect.USUAL).isPresent()
            || of(start).isEmpty());
  }

  private static Optional<ForeignFormat> of(byte[] start) {
    String text = new String(start, StandardCharsets.ISO_8859_1);
    return zip(text)
        .or(() -> magic(text))
        .or(() -> markup(text))
        .or(() -> json(start))
        .or(() -> lineEnds(text));
  }

  private static Optional<ForeignFormat> magic(String text) {
    if (text.startsWith("DUCK", 8)) {
      return format(
          "a DuckDB database",
          "duckdb FILE \"COPY orders TO 'orders.parquet'\", with the name of your table");
    } else if (text.startsWith("ustar", 257)) {
      return format(
          "a tar archive", "tar -xf FILE unpacks it; or name <(tar -xOf FILE) instead of it");
    }
    return MAGIC.stream()
        .filter(magic -> text.startsWith(magic.start()))
        .map(magic -> new ForeignFormat(magic.what(), magic.hint()))
        .findFirst();
  }

  private static Optional<ForeignFormat> zip(String text) {
    if (!text.startsWith("PK\3\4") && !text.startsWith("PK\5\6")) {
      return Optional.empty();
    }
    return text.contains("[Content_Types].xml") || text.contains("xl/")
        ? format("an Excel workbook (xlsx)", "orders.format rows reads it")
        : format(
            "a zip archive or an Excel workbook",
            "unzip FILE unpacks it; a workbook's sheet is saved as csv UTF-8");
  }

  private static Optional<ForeignFormat> encoding(byte[] start, Dialect dialect) {
    return wideEncoding(start)
        .map(encoding ->
            new ForeignFormat(
                "%s text%s"
                    .formatted(
                        encoding.substring(0, 6).toUpperCase(Locale.ROOT),
                        encoding.matches("utf-16.e") ? " without a mark" : ""),
                dialect.example("encoding", encoding) + " reads it"));
  }

  /// The name of the encoding of text in 2 or 4 bytes a character; empty if it is none.
  ///
  /// @param start the first bytes of a file
  static Optional<String> wideEncoding(byte[] start) {
    String text = new String(start, StandardCharsets.ISO_8859_1);
    if (text.startsWith("\u00ff\u00fe\0\0") || text.startsWith("\0\0\u00fe\u00ff")) {
      return Optional.of("utf-32");
    } else if (text.startsWith("\u00ff\u00fe") || text.startsWith("\u00fe\u00ff")) {
      return Optional.of("utf-16");
    }
    int looked = Math.min(text.length(), 4096) / 4 * 4;
    int[] zeros = new int[4];
    for (int at = 0; at < looked; at++) {
      zeros[at % 4] += text.charAt(at) == 0 ? 1 : 0;
    }
    // In text of Latin letters, nearly all bytes at the same place of a character are zero.
    int many = looked / 4 * 3 / 4;
    int few = looked / 4 / 8;
    boolean[] zero = new boolean[4];
    for (int at = 0; at < 4; at++) {
      zero[at] = zeros[at] > many;
      if (!zero[at] && zeros[at] > few) {
        return Optional.empty();
      }
    }
    if (looked == 0) {
      return Optional.empty();
    } else if (!zero[0] && zero[1] && zero[2] && zero[3]) {
      return Optional.of("utf-32le");
    } else if (zero[0] && zero[1] && zero[2] && !zero[3]) {
      return Optional.of("utf-32be");
    } else if (!zero[0] && zero[1] && !zero[2] && zero[3]) {
      return Optional.of("utf-16le");
    } else if (zero[0] && !zero[1] && zero[2] && !zero[3]) {
      return Optional.of("utf-16be");
    }
    return Optional.empty();
  }

  private static Optional<ForeignFormat> markup(String text) {
    if (HTML.matcher(text).matches()) {
      return format(
          "an HTML page, such as a login or an error page that was saved by the file's name",
          "download the file again and look at its beginning with head FILE");
    }
    return XML.matcher(text).matches() ? format("XML", TO_CSV) : Optional.empty();
  }

  private static Optional<ForeignFormat> json(byte[] start) {
    String text = new String(start, StandardCharsets.UTF_8).strip();
    String line = text.lines().findFirst().orElse("");
    if (text.matches("(?s)(\\[\\s*[\\[{].*|\\{\\s*\".*)")) {
      return isJson(line) && text.length() > line.length()
          ? format("JSON lines", "orders.format rows reads it")
          : format("JSON", "orders.format rows reads it");
    }
    return line.startsWith("[") && isJson(line)
        ? format("JSON lines", "jq -r '@csv' FILE makes each array a line")
        : Optional.empty();
  }

  private static boolean isJson(String line) {
    try {
      return !Json.MAPPER.readTree(line).isMissingNode();
    } catch (JacksonException e) {
      return false;
    }
  }

  private static Optional<ForeignFormat> lineEnds(String text) {
    return text.indexOf('\r') >= 0 && text.indexOf('\n') < 0 && text.indexOf('\0') < 0
        ? format(
            "lines that end in CR alone, as old programs for the Mac write them",
            "tr '\\r' '\\n' < FILE > lines.csv, or mac2unix FILE")
        : Optional.empty();
  }

  private static Optional<ForeignFormat> format(String what, String hint) {
    return Optional.of(new ForeignFormat(what, hint));
  }
}
