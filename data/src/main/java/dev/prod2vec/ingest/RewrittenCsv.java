package dev.prod2vec.ingest;

import dev.prod2vec.file.InputException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A copy of a csv file of another dialect as DuckDB and [Fields] read it, line by line. A line
/// that is left out becomes a blank one.
final class RewrittenCsv {
  private static final int MAX_RECORD = 1 << 26;

  private RewrittenCsv() {}

  /// @param folder for the copy; its owner deletes it
  /// @throws InputException if a quote is not closed, or the file is not text
  static Input of(Input file, CsvLayout layout, Dialect dialect, Path folder)
      throws InterruptedException {
    Path copy = folder.resolve(UUID.randomUUID() + ".csv");
    try (LineReader lines = new LineReader(file, dialect);
        BufferedWriter out = Files.newBufferedWriter(copy)) {
      write(file, lines, layout, dialect, out);
    } catch (IOException e) {
      throw new UncheckedIOException(copy + ": cannot be written: " + e, e);
    }
    return file.withPath(copy);
  }

  private static void write(
      Input file, LineReader lines, CsvLayout layout, Dialect dialect, BufferedWriter out)
      throws IOException, InterruptedException {
    UsualQuotes quotes = new UsualQuotes(dialect, String.valueOf(layout.delimiter()));
    StringBuilder record = new StringBuilder();
    long begin = 0;
    try {
      @Nullable String line;
      while ((line = lines.next()) != null) {
        if (Thread.interrupted()) {
          throw new InterruptedException("while reading " + file);
        }
        if (!quotes.isOpen()) {
          begin = lines.number();
          if (begin <= layout.skipped() || dialect.isComment(line) || line.isEmpty()) {
            out.write('\n');
            continue;
          }
        }
        if (quotes.isUsual(line)) {
          out.append(line).write('\n');
          continue;
        }
        quotes.add(line, record);
        if (!quotes.isOpen()) {
          quotes.end(record);
          out.append(record).write('\n');
          record.setLength(0);
        } else if (record.length() + quotes.length() > MAX_RECORD) {
          throw CsvFault.unclosed(file, begin, dialect);
        }
      }
      if (quotes.isOpen()) {
        quotes.end(record);
        out.append(record).write('\n');
      }
    } catch (IllegalArgumentException e) {
      InputException unclosed = CsvFault.unclosed(file, begin, dialect);
      unclosed.initCause(e);
      throw unclosed;
    }
  }
}
