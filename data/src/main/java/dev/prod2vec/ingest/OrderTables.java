package dev.prod2vec.ingest;

import dev.prod2vec.prepared.BasketsConfig;
import java.nio.file.Path;
import java.util.List;

/// The orders of a preparation, of which there may be too many for one machine, in an engine that
/// reads and groups them. An implementation makes these tables or views, in the order of its
/// methods:
///
/// - `spelling(id_of, written, used, id, rows, first_file, last_file, null_value, null_like,
///   long_number, cut_number, scientific)`: the distinct ids as they are written in rows that meet
///   the filter, and in the product table; see [Spellings] and [Traits]
/// - `kept_line(order_id, product_id)`: the rows that meet the filter, as they are written; of
///   these rows, `line_without_order` and `line_without_product` have no such id, and
///   `changed_line` has an id that was changed
/// - `orders(order_id, split, time)`, `used_id(id_of, id)` and `folded(id_of, id, several, ...)`:
///   the ids of purchases, and those among them that a fold of [Likeness] changes
/// - `bought(order_id, product_id, copies)`: one row per order and product
/// - `settled(order_id, product_id, copies, bought, remaining, return_rows, empty_rows,
///   lone_rows)`, only of orders with quantities: also orders and products of which nothing
///   remains; see [Returns]
/// - `order_size(order_id, products)`, `basket(order_id, split, products)`: number of known
///   products of each order, and rows of the three files, for which there are the functions `sha2`
///   and `conv` of Spark
///
/// What grows only with the number of products is in DuckDB. There it makes `product_spelling`,
/// `product(p, product_id)` and `product_count(p, count, purchases, copies)`: the training orders,
/// the orders and the rows of each product.
public interface OrderTables extends Tables, AutoCloseable {
  /// Whether it reads files where they are, so that nobody need fetch or unpack them before.
  boolean readsWhereFilesAre();

  /// Files that it reads where they are and this program does not see.
  RemoteFiles remote();

  /// Reads the orders.
  ///
  /// @return what each file gave, in their order, as [OrderFile#read] says it
  List<String> read(OrderSource source) throws InterruptedException;

  /// Groups them: all tables but the last two. With quantities, `orders` and `bought` have what
  /// returns have left.
  ///
  /// @param source as given to [#read]
  /// @param config says which orders are held out
  void group(OrderSource source, BasketsConfig config) throws InterruptedException;

  /// Looks for bytes that are not text.
  ///
  /// @throws dev.prod2vec.file.InputException with the first of them in csv files, in their order
  void scan(OrderSource source) throws InterruptedException;

  /// Builds baskets of the products in DuckDB's table `vocabulary(p, index)`.
  void baskets(BasketsConfig config) throws InterruptedException;

  /// Writes them, by order id, as the files or folders that [dev.prod2vec.prepared.PreparedData]
  /// names.
  void write(Path directory) throws InterruptedException;

  @Override
  void close();
}
