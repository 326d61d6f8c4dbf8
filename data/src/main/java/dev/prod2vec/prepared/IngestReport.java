package dev.prod2vec.prepared;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import dev.prod2vec.file.InputException;
import dev.prod2vec.file.Json;
import dev.prod2vec.store.Location;
import java.util.List;
import java.util.Optional;

/// What ingest read, what it dropped and why: the content of `ingest.json`.
///
/// @param inputs the files read, orders first
/// @param rows of the orders
/// @param products bought and listed
/// @param quantities returns and rows of nothing; empty if quantities are not read
/// @param groups of the orders; empty if they are not known, or one of them is read alone
/// @param baskets built from the rows
/// @param times when the orders were; empty if it is not known
/// @param rowHashes say whether another run has the same baskets; empty in reports of versions that
///   did not compute them
/// @param findings the anomalies: one entry per [FindingKind] in its order, even if the count is 0
public record IngestReport(
    List<InputFile> inputs,
    RowCounts rows,
    @JacksonInject(value = Json.ABSENT + "quantities", useInput = OptBoolean.TRUE)
        Optional<QuantityCounts> quantities,
    @JacksonInject(value = Json.ABSENT + "groups", useInput = OptBoolean.TRUE)
        Optional<OrderGroups> groups,
    ProductCounts products,
    BasketCounts baskets,
    Optional<OrderTimes> times,
    Optional<RowHashes> rowHashes,
    List<Finding> findings) {

  /// Name of the file in a run directory.
  public static final String FILE = "ingest.json";

  public IngestReport {
    inputs = List.copyOf(inputs);
    findings = List.copyOf(findings);
  }

  /// The finding of one kind.
  ///
  /// @throws InputException if the report lacks it, as a report of another version may
  public Finding finding(FindingKind kind) {
    return findings.stream()
        .filter(finding -> finding.kind() == kind)
        .findFirst()
        .orElseThrow(() -> new InputException(FILE + ": no finding " + kind));
  }

  /// What an input is used for.
  public enum Role {
    /// Orders.
    ORDERS,
    /// A table joined to the orders.
    JOINED_ORDERS,
    /// The product table.
    PRODUCTS,
    /// A table joined to the product table.
    JOINED
  }

  /// How an input is written.
  public enum FileFormat {
    /// Comma-separated or alike, plain, gzip or zstd.
    CSV,
    /// Parquet.
    PARQUET,
    /// Objects in JSON, one after the other or in an array, plain, gzip, zstd or bzip2.
    JSON,
    /// A sheet of an Excel workbook.
    XLSX,
    /// One basket a line, plain, gzip or zstd.
    LINES,
    /// Rows that a database sent as csv.
    DATABASE
  }

  /// One file or object read, or one table or query of a database.
  ///
  /// @param path as the config or its glob names it; for a database its address, a space, and the
  ///   table or the key of the query
  /// @param delimiter between the fields of a line; empty text for Parquet, JSON and xlsx
  /// @param bytes size of the named file, or of the data that was sent
  /// @param rows without the header; for lines, the lines that are not blank
  /// @param columns as the file names them, in its order; empty for lines
  /// @param sha256 SHA-256 of what a database, a store or a pipe sent, 64 hexadecimal digits; none
  ///   for a file, which can be read again
  public record InputFile(
      Role role,
      String path,
      FileFormat format,
      String delimiter,
      long bytes,
      long rows,
      List<Column> columns,
      Optional<String> sha256) {
    public InputFile {
      columns = List.copyOf(columns);
    }

    /// Whether this was a pipe or the like, whose bytes can be read only once.
    public boolean wasReadOnce() {
      return sha256.isPresent() && format != FileFormat.DATABASE && Location.parse(path).isLocal();
    }
  }

  /// One column of a file.
  ///
  /// @param type name of the type in DuckDB or, for a database, in the database; every csv column
  ///   is `VARCHAR`, text
  /// @param use what it is read for; empty text if it is not read
  public record Column(String name, String type, String use) {}

  /// How the rows of the orders were used: `read = filtered + missing + repeated + purchases`, and
  /// with quantities also `+ emptyRows + returnRows + takenBack` of [QuantityCounts].
  ///
  /// @param read all rows; for lines, all products of all lines
  /// @param filtered rows that did not meet the filter
  /// @param missing rows that lack an order id or a product id
  /// @param repeated rows that name a product their order has already
  /// @param purchases the rest: distinct products of orders
  public record RowCounts(long read, long filtered, long missing, long repeated, long purchases) {}

  /// Rows that bought nothing, and purchases that were given back.
  ///
  /// @param emptyRows rows of quantity 0
  /// @param returnRows rows of a negative quantity
  /// @param takenBack purchases of which returns left nothing
  /// @param takenBackInPart purchases of which returns left something
  /// @param loneReturns rows of returns that found no purchase; among `returnRows`
  public record QuantityCounts(
      long emptyRows, long returnRows, long takenBack, long takenBackInPart, long loneReturns) {}

  /// How the products were used: `bought = vocabulary + belowMinCount + aboveMaxProducts`.
  ///
  /// @param listed distinct ids in the product table; 0 without one
  /// @param bought distinct ids in the orders
  /// @param belowMinCount bought in too few training orders
  /// @param belowMinCountPurchases purchases dropped with them
  /// @param aboveMaxProducts bought often enough, but not among the `max-products` most bought
  /// @param aboveMaxProductsPurchases purchases dropped with them
  /// @param vocabulary products that have a vector
  /// @param purchases purchases of the vocabulary's products
  public record ProductCounts(
      long listed,
      long bought,
      long belowMinCount,
      long belowMinCountPurchases,
      long aboveMaxProducts,
      long aboveMaxProductsPurchases,
      long vocabulary,
      long purchases) {}

  /// Hashes of the rows of each file of baskets, 15 hexadecimal digits each: the sum over all rows
  /// of the first 15 digits of a row's SHA-256, modulo 2^60. So they depend on the rows alone, not
  /// on their order, nor on the files and bytes in which they are.
  public record RowHashes(String train, String validation, String test) {}

  /// How the orders were used: every order whose basket is not empty is one row of one file, or
  /// several rows if it was split.
  ///
  /// @param orders distinct order ids with a purchase
  /// @param empty orders without a product of the vocabulary
  /// @param split orders with more products than the largest basket size, which became several rows
  /// @param largest most products of one order before it was split
  /// @param mean mean number of products per order that is not empty, before splitting
  /// @param median median of the same; the lower of two
  /// @param train rows of `baskets.parquet`
  /// @param validation rows of `validation.parquet`
  /// @param test rows of `test.parquet`
  public record BasketCounts(
      long orders,
      long empty,
      long split,
      long largest,
      double mean,
      long median,
      long train,
      long validation,
      long test) {}
}
