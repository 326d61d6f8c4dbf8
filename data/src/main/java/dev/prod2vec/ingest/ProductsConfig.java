package dev.prod2vec.ingest;

import static dev.prod2vec.setting.Records.requireRanges;
import static dev.prod2vec.setting.Require.require;

import dev.prod2vec.setting.Records;
import dev.prod2vec.setting.Setting;
import java.util.List;

/// Where the product table is and how it is written.
public record ProductsConfig(
    @Setting(
            value =
                "Files, locations of a store or globs of the product table; none: a product's id is its"
                    + " name.",
            path = true)
        List<String> files,
    @Setting(value = "Column with the product's id.", defaultValue = "product_id") String idColumn,
    @Setting(value = "Column with the product's name.", defaultValue = "product_name")
        String nameColumn,
    @Setting("Columns with the product's categories, finest first, for example aisle, department.")
        List<String> categoryColumns,
    @Setting(
            value =
                "Files joined to the product table by the one column they share with it, for example"
                    + " aisles.csv.",
            path = true)
        List<String> joinFiles,
    @Setting(value = "files, or jdbc: a table or a query of the database.", defaultValue = "files")
        RowSource source,
    @Setting("Table with the products (source jdbc), its name as it is stored.") String table,
    @Setting("Query that gives the products (source jdbc), instead of a table.") String query,
    @Setting(
            value =
                "Most products that are in too few orders, or in none, and get a vector from their"
                    + " name and categories; those in the most orders come first, then it goes by"
                    + " id.",
            defaultValue = "50000",
            min = 0,
            max = 1_000_000)
        int maxNew,
    @Setting("How csv files of files and join-files are written.") CsvConfig csv,
    @Setting("Sheet of xlsx files, by its name; empty: the first one.") String sheet) {

  public static final ProductsConfig DEFAULT = Records.defaults(ProductsConfig.class);

  /// Products in files.
  public ProductsConfig(
      List<String> files,
      String idColumn,
      String nameColumn,
      List<String> categoryColumns,
      List<String> joinFiles) {
    this(
        files,
        idColumn,
        nameColumn,
        categoryColumns,
        joinFiles,
        RowSource.FILES,
        "",
        "",
        DEFAULT.maxNew,
        DEFAULT.csv,
        DEFAULT.sheet);
  }

  /// The same with files written in another way.
  ProductsConfig withCsv(CsvConfig newCsv) {
    return Records.with(this, "csv", newCsv);
  }

  public ProductsConfig {
    files = List.copyOf(files);
    categoryColumns = List.copyOf(categoryColumns);
    joinFiles = List.copyOf(joinFiles);
    FilePlaces.check("files", files);
    FilePlaces.check("join-files", joinFiles);
    require(!idColumn.isBlank(), List.of("id-column"), "id-column must not be empty");
    require(!nameColumn.isBlank(), List.of("name-column"), "name-column must not be empty");
    requireRanges(
        ProductsConfig.class,
        files,
        idColumn,
        nameColumn,
        categoryColumns,
        joinFiles,
        source,
        table,
        query,
        maxNew,
        csv,
        sheet);
  }
}
