package dev.prod2vec.doctor;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.ingest.FileLook;
import dev.prod2vec.prepared.IngestReport.FileFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The first rows of a file and what its columns are like.
///
/// @param pattern the path or glob that names the file
record Table(String pattern, FileLook.Rows look, List<ColumnFacts> columns, Database database) {
  static Table of(String pattern, FileLook.Rows look, Database database)
      throws InterruptedException {
    return new Table(pattern, look, ColumnFacts.of(look, database), database);
  }

  String name() {
    return look.name();
  }

  long rows() {
    return look.rows();
  }

  /// Whether the file itself has types, as Parquet does.
  boolean isTyped() {
    return look.format() == FileFormat.PARQUET;
  }

  Optional<ColumnFacts> find(String column) {
    return columns.stream().filter(each -> each.name().equalsIgnoreCase(column)).findFirst();
  }

  Stream<ColumnFacts> where(Predicate<ColumnFacts> condition) {
    return columns.stream().filter(condition);
  }

  Stream<ColumnFacts> saying(Meaning meaning) {
    return where(column -> ColumnWords.says(meaning, column.name()));
  }

  /// Whether a file of text lacks the names of its columns, which are numbered instead.
  boolean isHeadless() {
    return !look.csv().header();
  }

  /// Whether another file has the same columns, and one config reads both.
  boolean isLike(Table other) {
    return hasColumnsOf(other) && SharedDialect.fits(this, other);
  }

  /// Whether another file has the same columns; without names, as many of the same kinds.
  boolean hasColumnsOf(Table other) {
    return names().equals(other.names()) && (!isHeadless() || kinds().equals(other.kinds()));
  }

  private List<ColumnFacts.Kind> kinds() {
    return columns.stream().map(ColumnFacts::kind).toList();
  }

  private List<String> names() {
    return columns.stream().map(column -> column.name().toLowerCase(Locale.ROOT)).toList();
  }

  /// The names of columns that another file has as well. Numbers are no names.
  List<String> shared(Table other) {
    return isHeadless()
        ? List.of()
        : columns.stream()
            .map(ColumnFacts::name)
            .filter(name -> other.find(name).isPresent())
            .toList();
  }

  /// How many different pairs of values there are, of rows that have both.
  long pairs(ColumnFacts one, ColumnFacts another) throws InterruptedException {
    return number(
        "SELECT count(*) FROM (SELECT DISTINCT %1$s, %2$s FROM %3$s WHERE %1$s IS NOT NULL AND %2$s IS NOT NULL)"
            .formatted(one.place(), another.place(), look.table()));
  }

  /// Rows that meet a condition on the columns `c0`, `c1` and so on.
  long count(String condition) throws InterruptedException {
    return number("SELECT count(*) FROM %s WHERE %s".formatted(look.table(), condition));
  }

  long number(String sql) throws InterruptedException {
    return database.number(sql);
  }

  /// Whether most values of one column have one value of another.
  boolean decides(ColumnFacts one, ColumnFacts another) throws InterruptedException {
    return pairs(one, another) <= 1.3 * one.distinct();
  }

  /// The share of different values of a column that this table's column has.
  ///
  /// @param from the table with the values
  /// @param place of their column in it
  double has(ColumnFacts column, String from, String place) throws InterruptedException {
    String values = "(SELECT DISTINCT %1$s AS v FROM %2$s WHERE %1$s IS NOT NULL)";
    long all = number("SELECT count(*) FROM " + values.formatted(place, from));
    long both =
        number(
            "SELECT count(*) FROM %s SEMI JOIN (SELECT %s AS v FROM %s) USING (v)"
                .formatted(values.formatted(place, from), column.place(), look.table()));
    return all == 0 ? 0 : (double) both / all;
  }
}
