package dev.prod2vec.ingest;

import dev.prod2vec.file.InputException;
import dev.prod2vec.setting.Nearest;
import dev.prod2vec.setting.WrongUseException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;

/// The rows of a sheet of an Excel workbook (xlsx) as csv: a line for each row of the sheet, as
/// long as no text has line ends.
///
/// Dates become ISO text. Numbers are as the sheet shows them, with at most 15 digits, as Excel
/// has, and without `.0`; a format such as `00000` keeps zeros at their beginning.
///
/// @param first number of the first row that is not empty, from 1
record SheetRows(Input csv, long first) {
  /// Excel's own limit.
  private static final MathContext DIGITS = new MathContext(15);

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  /// What of a format is text, a colour or an elapsed time, and no part of a date.
  private static final Pattern LITERAL =
      Pattern.compile(
          "\"[^\"]*\"|\\\\.|\\[(?!h+]|m+]|s+])[^\\]]*]|_.|\\*.|General", Pattern.CASE_INSENSITIVE);

  private static final Pattern DATE = Pattern.compile("[ymdhs]", Pattern.CASE_INSENSITIVE);
  private static final Pattern ZEROS = Pattern.compile("0{2,}");

  /// Whether it is a workbook.
  ///
  /// @throws InputException if it is the beginning of one
  static boolean is(Input file) {
    if (!ForeignFormat.startsWith(Gzip.start(file, 4), "PK\3\4")) {
      return false;
    }
    try (ZipFile zip = new ZipFile(file.path().toFile())) {
      return zip.getEntry("xl/workbook.xml") != null;
    } catch (IOException e) {
      if (new String(Gzip.start(file, ForeignFormat.LOOK), StandardCharsets.ISO_8859_1)
          .contains("xl/")) {
        throw damaged(file, e);
      }
      return false;
    }
  }

  /// @param sheet its name; empty: the first one
  /// @param key of the config that names the sheet
  /// @param folder for the csv; its owner deletes it
  /// @throws WrongUseException if there is no such sheet
  /// @throws InputException if the workbook cannot be read, or the sheet is empty
  static SheetRows of(Input file, String sheet, String key, Path folder)
      throws InterruptedException {
    Path copy = folder.resolve(UUID.randomUUID() + ".csv");
    try (ReadableWorkbook workbook =
        new ReadableWorkbook(file.path().toFile(), new ReadingOptions(true, false))) {
      Sheet found =
          sheet.isEmpty()
              ? workbook.getFirstSheet()
              : workbook
                  .getSheets()
                  .filter(each -> each.getName().strip().equalsIgnoreCase(sheet.strip()))
                  .findFirst()
                  .orElseThrow(() -> noSheet(file, sheet, key, workbook));
      int width = width(file, found);
      if (width == 0) {
        throw new InputException(
            "%s: the sheet %s is empty; a header and rows expected\nhint: %s names another one of %s"
                .formatted(file, Excerpt.value(found.getName()), key, names(workbook)));
      }
      return new SheetRows(file.withPath(copy), write(file, found, width, copy));
    } catch (IOException e) {
      throw damaged(file, e);
    } catch (InputException e) {
      throw e;
    } catch (WrongUseException e) {
      throw e;
    } catch (UncheckedIOException e) {
      throw e;
    } catch (RuntimeException e) {
      // The reader's own exceptions have no common type.
      throw damaged(file, e);
    }
  }

  private static InputException damaged(Input file, Exception e) {
    return new InputException(
        "%s: the workbook cannot be read: %s\nhint: save it again, or save the sheet as csv UTF-8"
            .formatted(file, Excerpt.reason(String.valueOf(e.getMessage()))),
        e);
  }

  private static WrongUseException noSheet(
      Input file, String sheet, String key, ReadableWorkbook workbook) {
    List<String> names = workbook.getSheets().map(Sheet::getName).toList();
    return new WrongUseException(
        "%s: %s has no sheet \"%s\"; the sheets are %s%s"
            .formatted(
                key,
                file,
                Excerpt.of(sheet),
                names(workbook),
                Nearest.to(sheet, names)
                    .map(near -> "\nhint: did you mean \"%s\"?".formatted(Excerpt.of(near)))
                    .orElse("")));
  }

  private static String names(ReadableWorkbook workbook) {
    return Excerpt.names(workbook.getSheets().map(Sheet::getName).toList());
  }

  /// The number of columns up to the last one that is not empty.
  private static int width(Input file, Sheet sheet) throws IOException, InterruptedException {
    int width = 0;
    try (Stream<Row> rows = sheet.openStream()) {
      for (Iterator<Row> all = rows.iterator(); all.hasNext(); ) {
        width = Math.max(width, texts(file, all.next()).size());
      }
    }
    return width;
  }

  /// @return the number of the first row that is not empty
  private static long write(Input file, Sheet sheet, int width, Path copy)
      throws IOException, InterruptedException {
    long first = 0;
    try (Stream<Row> rows = sheet.openStream();
        BufferedWriter out = Files.newBufferedWriter(copy)) {
      long line = 1;
      for (Iterator<Row> all = rows.iterator(); all.hasNext(); ) {
        Row row = all.next();
        List<String> texts = texts(file, row);
        if (texts.isEmpty()) {
          continue;
        }
        first = first == 0 ? row.getRowNum() : first;
        for (; line < row.getRowNum(); line++) {
          out.write('\n');
        }
        while (texts.size() < width) {
          texts.add("");
        }
        out.write(
            texts.stream()
                .map(text ->
                    text.isEmpty() && width > 1 ? "" : "\"" + text.replace("\"", "\"\"") + "\"")
                .collect(Collectors.joining(",")));
        out.write('\n');
        line++;
      }
    }
    return first;
  }

  /// The texts of a row up to the last one that is not empty.
  private static List<String> texts(Input file, Row row) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("while reading " + file);
    }
    List<String> texts = new ArrayList<>();
    int filled = 0;
    for (int column = 0; column < row.getCellCount(); column++) {
      @Nullable Cell cell = row.getCell(column);
      texts.add(cell == null ? "" : text(cell));
      filled = texts.getLast().isEmpty() ? filled : column + 1;
    }
    return new ArrayList<>(texts.subList(0, filled));
  }

  private static String text(Cell cell) {
    @Nullable String raw = cell.getRawValue();
    return switch (cell.getType()) {
      case EMPTY -> "";
      case BOOLEAN -> cell.asBoolean() ? "true" : "false";
      case NUMBER -> number(cell, String.valueOf(raw));
      case STRING -> String.valueOf(cell.getValue()).strip();
      case ERROR -> raw == null ? "" : raw;
      case FORMULA ->
          cell.getValue() instanceof BigDecimal ? number(cell, String.valueOf(raw)) : formula(cell);
    };
  }

  /// What a formula gave when the workbook was saved.
  private static String formula(Cell cell) {
    @Nullable String raw = cell.getRawValue();
    @Nullable Object value = cell.getValue();
    return value != null ? String.valueOf(value) : raw == null ? "" : raw;
  }

  private static String number(Cell cell, String raw) {
    BigDecimal number;
    try {
      number = new BigDecimal(raw.strip());
    } catch (NumberFormatException e) {
      return raw;
    }
    @Nullable String given = cell.getDataFormatString();
    String format = given == null ? "" : LITERAL.matcher(given).replaceAll("");
    String positive = format.split(";", 2)[0];
    if (DATE.matcher(positive).find()) {
      return moment(cell.asDate(), number);
    }
    BigDecimal shown = number.round(DIGITS).stripTrailingZeros();
    String text = (shown.scale() < 0 ? shown.setScale(0) : shown).toPlainString();
    return ZEROS.matcher(positive).matches() && shown.scale() <= 0 && shown.signum() >= 0
        ? "0".repeat(Math.max(0, positive.length() - text.length())) + text
        : text;
  }

  /// @param number days since the beginning of time, as Excel counts them
  private static String moment(LocalDateTime moment, BigDecimal number) {
    LocalDateTime rounded = moment.plusNanos(500_000_000).withNano(0);
    if (number.compareTo(BigDecimal.ONE) < 0) {
      return TIME.format(rounded);
    }
    return rounded.toLocalTime().equals(LocalTime.MIDNIGHT)
        ? rounded.toLocalDate().toString()
        : MOMENT.format(rounded);
  }
}
