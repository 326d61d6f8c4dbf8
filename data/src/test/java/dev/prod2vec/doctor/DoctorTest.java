package dev.prod2vec.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.doctor.FileReport.ColumnReport;
import dev.prod2vec.doctor.FileReport.Role;
import dev.prod2vec.duckdb.Database;
import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.ingest.CsvConfig;
import dev.prod2vec.ingest.OrdersFormat;
import dev.prod2vec.ingest.Workbooks;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.Stores;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files as shops export them. Each has 200 orders of 2 to 6 of 24 products.
class DoctorTest {
  private static final int ORDERS = 200;
  private static final int PRODUCTS = 24;

  @TempDir private Path folder;

  /// A row of an order.
  ///
  /// @param order from 0
  /// @param product from 0
  /// @param place in the order, from 1
  private record Row(int order, int product, int place) {}

  private interface Line {
    String of(Row row);
  }

  private static List<Row> rows() {
    Random random = new Random(7);
    List<Row> rows = new ArrayList<>();
    for (int order = 0; order < ORDERS; order++) {
      int size = 2 + random.nextInt(5);
      int first = random.nextInt(PRODUCTS);
      for (int place = 1; place <= size; place++) {
        // Steps of 5 lead to another product each time.
        rows.add(new Row(order, (first + 5 * place) % PRODUCTS, place));
      }
    }
    return rows;
  }

  private String write(String name, String header, Line line) throws IOException {
    String text =
        rows().stream().map(line::of).collect(Collectors.joining("\n", header + "\n", "\n"));
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private String products(String name, String header, Line line) throws IOException {
    String text =
        Stream.iterate(0, i -> i < PRODUCTS, i -> i + 1)
            .map(product -> line.of(new Row(0, product, 0)))
            .collect(Collectors.joining("\n", header + "\n", "\n"));
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private Diagnosis diagnose(String... files) throws Exception {
    Path work = Files.createTempDirectory(folder, "work");
    return Doctor.diagnose(List.of(files), Stores.local(), work, _ -> {});
  }

  private static Proposal proposal(Diagnosis diagnosis) {
    assertThat(diagnosis.problem()).isEmpty();
    assertThat(diagnosis.reading().orElseThrow().failed()).isEmpty();
    return diagnosis.proposal().orElseThrow();
  }

  private static Meaning meaning(FileReport file, String column) {
    return file.columns().stream()
        .filter(each -> each.name().equals(column))
        .map(ColumnReport::meaning)
        .findFirst()
        .orElseThrow();
  }

  private static String name(int product) {
    return "Sorte %s von Haus %s".formatted((char) ('A' + product), product % 4);
  }

  @Test
  void invoicesOfAnOnlineShopAreReadWithReturnsThatTakePurchasesBack() throws Exception {
    String file =
        write(
            "retail.csv",
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country",
            row ->
                "%s%s,%s,%s,%s,12/%s/2010 8:26,2.55,%s,United Kingdom"
                    .formatted(
                        row.order() % 50 == 49 ? "C" : "",
                        536365 + row.order(),
                        85000 + row.product() + "A",
                        row.product() == 3 && row.order() % 9 == 0 ? "" : name(row.product()),
                        row.order() % 50 == 49 ? -1 : row.product() == 5 ? 0 : 6,
                        1 + row.order() % 28,
                        row.order() % 3 == 0 ? "" : 17850 + row.order() % 40 + ".0"));
    Diagnosis diagnosis = diagnose(file);
    Proposal proposal = proposal(diagnosis);
    assertThat(proposal.orderColumns()).containsExactly("InvoiceNo");
    assertThat(proposal.productColumn()).isEqualTo("StockCode");
    assertThat(proposal.filter()).isEmpty();
    assertThat(proposal.productFiles()).containsExactly(file);
    assertThat(proposal.idColumn()).isEqualTo("StockCode");
    assertThat(proposal.nameColumn()).isEqualTo("Description");
    FileReport report = diagnosis.files().getFirst();
    assertThat(meaning(report, "UnitPrice")).isEqualTo(Meaning.PRICE);
    assertThat(meaning(report, "Quantity")).isEqualTo(Meaning.QUANTITY);
    assertThat(meaning(report, "InvoiceDate")).isEqualTo(Meaning.DATE);
    assertThat(meaning(report, "CustomerID")).isEqualTo(Meaning.CUSTOMER);
    assertThat(meaning(report, "Country")).isEqualTo(Meaning.NONE);
    FirstReading reading = diagnosis.reading().orElseThrow();
    assertThat(reading.rows()).isEqualTo(rows().size());
    assertThat(reading.filtered()).isZero();
    // The four cancelled invoices hold no purchase.
    assertThat(reading.orders()).isLessThanOrEqualTo(ORDERS - 4);
    long none = rows().stream().filter(row -> row.order() % 50 == 49 || row.product() == 5).count();
    assertThat(diagnosis.notes())
        .contains(
            "Quantity is 0 or less in %s rows: nothing was bought, or it is a return, which takes back what the same CustomerID bought of the product"
                .formatted(none))
        .contains("not read: UnitPrice, Country");
    assertThat(reading.baskets()).hasSize(10);
    assertThat(reading.baskets().getFirst().products()).allMatch(it -> it.startsWith("Sorte "));
    assertThat(proposal.yaml(path -> "retail.csv"))
        .isEqualTo(
            """
            orders:
              files: [retail.csv]
              order-column: InvoiceNo
              product-column: StockCode
              time-column: InvoiceDate
              quantity-column: Quantity
              returns: customer
              customer-column: CustomerID
            products:
              files: [retail.csv]
              id-column: StockCode
              name-column: Description
            """);
  }

  @Test
  void cancelledInvoicesOfNobodyAreLeftOut() throws Exception {
    String file =
        write(
            "retail.csv",
            "InvoiceNo,StockCode,Quantity",
            row ->
                "%s%s,%s,%s"
                    .formatted(
                        row.order() % 50 == 49 ? "C" : "",
                        536365 + row.order(),
                        row.product() + "A",
                        row.order() % 50 == 49 ? -1 : 6));
    Proposal proposal = proposal(diagnose(file));
    assertThat(proposal.filter()).isEqualTo("InvoiceNo not like 'C%'");
    assertThat(proposal.quantityColumn()).isEqualTo("Quantity");
    assertThat(proposal.customerColumn()).isEmpty();
  }

  @Test
  void aQuantityThatSomeRowsLackIsOnlyAFilter() throws Exception {
    String file =
        write(
            "shop.csv",
            "order_id,product_id,qty",
            row ->
                "%s,%s,%s"
                    .formatted(
                        row.order(),
                        row.product() + 100,
                        row.order() == 7 ? "" : row.order() == 8 ? "-1" : row.place()));
    Proposal proposal = proposal(diagnose(file));
    assertThat(proposal.filter()).isEqualTo("coalesce(qty > 0, true)");
    assertThat(proposal.quantityColumn()).isEmpty();
  }

  @Test
  void productsAislesAndDepartmentsAreJoinedToOrders() throws Exception {
    String orders =
        write(
            "order_products.csv",
            "order_id,product_id,add_to_cart_order,reordered",
            row ->
                "%s,%s,%s,%s"
                    .formatted(row.order() + 1, row.product() + 1, row.place(), row.order() % 2));
    String products =
        products(
            "products.csv",
            "product_id,product_name,aisle_id,department_id",
            row ->
                "%s,\"%s, fresh\",%s,%s"
                    .formatted(
                        row.product() + 1,
                        name(row.product()),
                        1 + row.product() % 6,
                        1 + row.product() % 2));
    String aisles = folder.resolve("aisles.csv").toString();
    Files.writeString(
        Path.of(aisles), "aisle_id,aisle\n1,soups\n2,cheeses\n3,bars\n4,tea\n5,jam\n6,rice\n");
    String departments = folder.resolve("departments.csv").toString();
    Files.writeString(Path.of(departments), "department_id,department\n1,frozen\n2,other\n");
    String heads = folder.resolve("orders.csv").toString();
    Files.writeString(
        Path.of(heads),
        Stream.iterate(1, i -> i <= ORDERS, i -> i + 1)
            .map(i -> "%s,%s,%s,%s".formatted(i, 1 + i / 4, 1 + i % 4, i % 7))
            .collect(Collectors.joining("\n", "order_id,user_id,order_number,order_dow\n", "\n")));
    Diagnosis diagnosis = diagnose(departments, heads, products, aisles, orders);
    Proposal proposal = proposal(diagnosis);
    assertThat(proposal.orderFiles()).containsExactly(orders);
    assertThat(proposal.orderColumns()).containsExactly("order_id");
    assertThat(proposal.productColumn()).isEqualTo("product_id");
    assertThat(proposal.filters()).isEmpty();
    assertThat(proposal.productFiles()).containsExactly(products);
    assertThat(proposal.nameColumn()).isEqualTo("product_name");
    assertThat(proposal.categoryColumns()).containsExactly("aisle", "department");
    assertThat(proposal.joinFiles()).containsExactly(departments, aisles);
    assertThat(diagnosis.files())
        .extracting(FileReport::role)
        .containsExactly(Role.JOINED, Role.UNUSED, Role.PRODUCTS, Role.JOINED, Role.ORDERS);
    assertThat(diagnosis.files().get(1).reason())
        .isEqualTo("a row for each order, without its products");
    assertThat(proposal.flags())
        .containsExactly(
            "--orders",
            orders,
            "--products",
            products,
            "--products.category-columns",
            "aisle,department",
            "--products.join-files",
            departments + "," + aisles);
  }

  @Test
  void linesOfBasketsAreRecognisedWithTheirTableOfCategories() throws Exception {
    String[] orders = new String[ORDERS];
    rows()
        .forEach(row ->
            orders[row.order()] =
                (row.place() == 1 ? "" : orders[row.order()] + ",") + name(row.product()));
    String baskets = folder.resolve("groceries.csv").toString();
    Files.writeString(Path.of(baskets), String.join("\n", orders));
    String items =
        products(
            "items.csv",
            "labels,level2,level1",
            row ->
                "%s,l2 %s,l1 %s"
                    .formatted(name(row.product()), row.product() % 6, row.product() % 2));
    Diagnosis diagnosis = diagnose(baskets, items);
    Proposal proposal = proposal(diagnosis);
    assertThat(proposal.keys(path -> path.substring(path.lastIndexOf('/') + 1)).toString())
        .isEqualTo(
            "{orders.files=[groceries.csv], orders.format=baskets, orders.separator=,,"
                + " products.files=[items.csv], products.id-column=labels,"
                + " products.name-column=labels,"
                + " products.category-columns=[level2, level1]}");
    assertThat(diagnosis.reading().orElseThrow().orders()).isEqualTo(ORDERS);
    assertThat(diagnosis.reading().orElseThrow().baskets().getFirst().products())
        .containsExactly(orders[0].split(","));
  }

  @Test
  void germanWordsSemicolonsAndDecimalCommasAreUnderstood() throws Exception {
    String file =
        write(
            "kasse.csv",
            "Filiale;Bonnummer;Datum;Artikelnummer;Bezeichnung;Menge;Preis (EUR);Warengruppe",
            row ->
                "Köln;%s;%s.03.2026;%s;%s;%s;1,99;Gruppe %s"
                    .formatted(
                        90000 + row.order(),
                        10 + row.order() / 11,
                        4000 + row.product(),
                        name(row.product()),
                        row.order() == 7 ? "-1,5" : "1,5",
                        row.product() % 3));
    Proposal proposal = proposal(diagnose(file));
    assertThat(proposal.orderColumns()).containsExactly("Bonnummer");
    assertThat(proposal.productColumn()).isEqualTo("Artikelnummer");
    assertThat(proposal.nameColumn()).isEqualTo("Bezeichnung");
    assertThat(proposal.categoryColumns()).containsExactly("Warengruppe");
    assertThat(proposal.filter()).isEmpty();
    assertThat(proposal.quantityColumn()).isEqualTo("Menge");
    assertThat(proposal.decimalComma()).isTrue();
    assertThat(proposal.yaml(path -> path)).contains("  decimal-comma: true\n");
  }

  @Test
  void theDaysOfACustomerAreOrders() throws Exception {
    String file =
        write(
            "Groceries_dataset.csv",
            "Member_number,Date,itemDescription",
            row ->
                "%s,0%s-07-2015,%s"
                    .formatted(1000 + row.order() % 50, 1 + row.order() / 50, name(row.product())));
    Diagnosis diagnosis = diagnose(file);
    Proposal proposal = proposal(diagnosis);
    assertThat(proposal.orderColumns()).containsExactly("Member_number", "Date");
    assertThat(proposal.productColumn()).isEqualTo("itemDescription");
    assertThat(proposal.yaml(path -> path)).contains("  order-column: [Member_number, Date]\n");
    assertThat(proposal.flags()).contains("--orders.order-column", "Member_number,Date");
    assertThat(diagnosis.reading().orElseThrow().orders()).isEqualTo(ORDERS);
    assertThat(diagnosis.reading().orElseThrow().baskets().getFirst().order())
        .isEqualTo("1000|01-07-2015");
  }

  @Test
  void withoutOrdersItSaysWhatIsMissing() throws Exception {
    String products =
        products(
            "products.csv",
            "product_id,product_name,aisle",
            row -> "%s,%s,a%s".formatted(row.product(), name(row.product()), row.product() % 4));
    Diagnosis diagnosis = diagnose(products);
    assertThat(diagnosis.proposal()).isEmpty();
    assertThat(diagnosis.isHealthy()).isFalse();
    assertThat(diagnosis.problem())
        .startsWith(products + " is a table of products, but no file holds orders\nhint: ");
    assertThat(diagnosis.files().getFirst().role()).isEqualTo(Role.PRODUCTS);
  }

  @Test
  void columnsOfParquetAreFoundByTheirValues() throws Exception {
    String csv =
        write("x.csv", "a,b,c", row -> "%s,%s,9".formatted(row.order() + 7, row.product()));
    Path parquet = folder.resolve("x.parquet");
    try (Database database = Database.open(folder)) {
      database.execute(
          "COPY (FROM read_csv(%s, types = {'a': 'BIGINT', 'b': 'INTEGER'})) TO %s (FORMAT parquet)"
              .formatted(Sql.text(csv), Sql.text(parquet)));
    }
    Diagnosis diagnosis = diagnose(parquet.toString());
    Proposal proposal = proposal(diagnosis);
    assertThat(proposal.orderColumns()).containsExactly("a");
    assertThat(proposal.productColumn()).isEqualTo("b");
    assertThat(diagnosis.files().getFirst().what()).isEqualTo("Parquet");
    assertThat(diagnosis.notes())
        .contains("no table of products was found: a product's id is its name");
  }

  @Test
  void filesThatCannotBeReadGetTheMessageOfARun() throws Exception {
    Path json = Files.writeString(folder.resolve("o.json"), "[{\"order_id\": 1}");
    Diagnosis diagnosis = diagnose(json.toString());
    assertThat(diagnosis.files()).extracting(FileReport::role).containsExactly(Role.UNREADABLE);
    assertThat(diagnosis.files().get(0).reason())
        .startsWith(json + ":1: no valid JSON: Unexpected end-of-input")
        .contains("\nhint: jq . FILE");
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> diagnose(folder.resolve("none.csv").toString()))
        .withMessageStartingWith("doctor: no file ");
  }

  @Test
  void filesOfOneFormAreOneTableAndAGlobStaysOne() throws Exception {
    Line line = row -> "%s,%s".formatted(row.order(), row.product());
    String one = write("sales-1.csv", "basket,sku", line);
    String two =
        write("sales-2.csv", "basket,sku", row -> line.of(new Row(row.order() + 999, 1, 1)));
    assertThat(proposal(diagnose(one, two)).orderFiles()).containsExactly(one, two);
    String glob = folder + "/sales-*.csv";
    Diagnosis diagnosis = diagnose(glob);
    assertThat(proposal(diagnosis).orderFiles()).containsExactly(glob);
    assertThat(diagnosis.files()).hasSize(2);
  }

  @Test
  void rowsThatAreNoPurchasesAreFilteredByTheirWords() throws Exception {
    String file =
        write(
            "events.csv",
            "timestamp,visitorid,event,itemid,transactionid",
            row ->
                row.order() % 3 == 0
                    ? "14330000%s,%s,view,%s,".formatted(row.order(), row.place(), row.product())
                    : "14330000%s,%s,transaction,%s,%s"
                        .formatted(row.order(), row.place(), row.product(), row.order()));
    Proposal proposal = proposal(diagnose(file));
    assertThat(proposal.orderColumns()).containsExactly("transactionid");
    assertThat(proposal.productColumn()).isEqualTo("itemid");
    assertThat(proposal.filter()).isEqualTo("trim(transactionid) <> '' and event = 'transaction'");
  }

  @Test
  void columnsWithoutAHeaderAreNumbered() throws Exception {
    String file =
        write("x.csv", "999,17,3", row -> "%s,%s,3".formatted(1000 + row.order(), row.product()));
    String products =
        products(
            "p.csv",
            "17,Salt with iodine,b",
            row -> "%s,%s,%s".formatted(row.product(), name(row.product()), row.product() % 2));
    Files.writeString(
        Path.of(products),
        Files.readString(Path.of(products)).replace("17,Salt with iodine,b\n", ""));
    Diagnosis diagnosis = diagnose(file, products);
    Proposal proposal = proposal(diagnosis);
    assertThat(proposal.yaml(path -> path.substring(path.lastIndexOf('/') + 1)))
        .isEqualTo(
            """
            orders:
              files: [x.csv]
              order-column: column1
              product-column: column2
              csv:
                header: false
            products:
              files: [p.csv]
              id-column: column1
              name-column: column2
              csv:
                header: false
            """);
    assertThat(diagnosis.reading().orElseThrow().rows()).isEqualTo(rows().size() + 1);
    assertThat(diagnosis.notes())
        .contains(
            file + " has no header, so the meaning of its columns was found by their values alone");
  }

  @Test
  void productsThatSoundLikeColumnsAreNoHeader() throws Exception {
    String file =
        write("x.csv", "K0,Item A", row -> "K%s,Item %s".formatted(row.order(), row.product()));
    Diagnosis diagnosis = diagnose(file);
    assertThat(proposal(diagnosis).ordersCsv().header()).isFalse();
    assertThat(diagnosis.reading().orElseThrow().rows()).isEqualTo(rows().size() + 1);
    String words = write("y.csv", "x,wine", row -> "K%s,%s".formatted(row.order(), row.product()));
    assertThat(proposal(diagnose(words)).orderColumns()).containsExactly("x");
  }

  @Test
  void filesThatNeedDifferentKeysAreNotReadTogether() throws Exception {
    Line line = row -> "%s,%s".formatted(row.order(), row.product());
    String one = write("sales-1.csv", "basket,sku", line);
    String two = write("sales-2.csv", "Export\nbasket,sku", line);
    Diagnosis diagnosis = diagnose(one, two);
    assertThat(proposal(diagnosis).orderFiles()).containsExactly(one);
    assertThat(diagnosis.files().getLast().reason())
        .isEqualTo(
            "the same columns as %s, but written in another way: a run reads files of orders that"
                    .formatted(one)
                + " are written alike");
  }

  @Test
  void linesAboveTheHeaderAreSkipped() throws Exception {
    Line line = row -> "%s;%s;%s".formatted(row.order(), row.product(), row.place());
    String named = write("till.csv", "Sales of June;;\nShop 12;;\n\nBon;Artikel;Menge", line);
    Diagnosis diagnosis = diagnose(named);
    assertThat(proposal(diagnosis).yaml(path -> path))
        .contains("  order-column: Bon\n", "  csv:\n    skip-lines: 3\n");
    assertThat(diagnosis.files().getFirst().what()).isEqualTo("csv, semicolons, 3 lines to skip");
    String unknown = write("u.csv", "Export of 2026-06-01\nx;y;z", line);
    assertThat(proposal(diagnose(unknown)).keys(path -> path))
        .containsEntry("orders.order-column", "x")
        .containsEntry("orders.csv.skip-lines", 1);
    String excel = write("excel.csv", "sep=;\nBon;Artikel;Menge", line);
    assertThat(proposal(diagnose(excel)).ordersCsv()).isEqualTo(CsvConfig.DEFAULT);
    String headless = write("h.csv", "# Export\n# of June", line);
    assertThat(proposal(diagnose(headless)).keys(path -> path))
        .containsEntry("orders.csv.skip-lines", 2)
        .containsEntry("orders.csv.header", false);
  }

  @Test
  void oldEncodingsAreNamed() throws Exception {
    Line line =
        row -> "%s;Käse %s;%s".formatted(row.order(), (char) ('A' + row.product()), row.place());
    for (String encoding : List.of("windows-1252", "ibm850", "utf-16le")) {
      String file = write("kasse.csv", "Bon;Artikel;Menge", line);
      Files.write(
          Path.of(file), Files.readString(Path.of(file)).getBytes(Charset.forName(encoding)));
      Diagnosis diagnosis = diagnose(file);
      assertThat(proposal(diagnosis).keys(path -> path))
          .containsEntry("orders.csv.encoding", encoding);
      assertThat(diagnosis.reading().orElseThrow().baskets().getFirst().products())
          .allMatch(product -> product.startsWith("Käse "));
      assertThat(diagnosis.notes())
          .contains(
              "orders.csv.encoding: %s is a guess; look at letters with accents in the names"
                  .formatted(encoding));
    }
    String marked = write("kasse.csv", "\ufeffBon;Artikel;Menge", line);
    Files.write(
        Path.of(marked), Files.readString(Path.of(marked)).getBytes(StandardCharsets.UTF_16LE));
    assertThat(proposal(diagnose(marked)).ordersCsv()).isEqualTo(CsvConfig.DEFAULT);
  }

  @Test
  void encodingsThatAreNotWesternAreNotGuessed() throws Exception {
    String file =
        write("x.csv", "order_id,product_id", row -> row.order() + ",Сыр " + row.product());
    Files.write(
        Path.of(file), Files.readString(Path.of(file)).getBytes(Charset.forName("windows-1251")));
    assertThat(diagnose(file).files().getFirst().reason()).contains(":2: not UTF-8\nhint: ");
  }

  @Test
  void backslashesBeforeQuotesAreNamed() throws Exception {
    String file =
        write(
            "part.csv",
            "order_id,product_id,product_name",
            row ->
                "%s,%s,\"pan \\\"%s\\\", large\""
                    .formatted(row.order(), row.product(), (char) ('A' + row.product())));
    Diagnosis diagnosis = diagnose(file);
    Proposal proposal = proposal(diagnosis);
    assertThat(proposal.yaml(path -> path)).contains("  csv:\n    escape: \"\\\\\"\n");
    assertThat(proposal.productsCsv().escape()).isEqualTo("\\");
    assertThat(diagnosis.reading().orElseThrow().baskets().getFirst().products())
        .allMatch(product -> product.matches("pan \"[A-X]\", large"));
  }

  @Test
  void ordersAndProductsEachHaveTheirDialect() throws Exception {
    String orders =
        write(
            "orders.csv",
            "order_id,product_id",
            row -> "%s,%s".formatted(row.order(), row.product()));
    String products =
        products(
            "products.csv",
            "Stock of June\nproduct_id;product_name;aisle_id",
            row ->
                "%s;Käse %s;%s".formatted(row.product(), name(row.product()), row.product() % 3));
    Files.write(
        Path.of(products),
        Files.readString(Path.of(products)).getBytes(StandardCharsets.ISO_8859_1));
    Path aisles =
        Files.writeString(
            folder.resolve("aisles.csv"), "aisle_id,aisle\n0,soft cheese\n1,hard cheese\n2,jam\n");
    Diagnosis diagnosis = diagnose(orders, products, aisles.toString());
    assertThat(proposal(diagnosis).yaml(path -> path.substring(path.lastIndexOf('/') + 1)))
        .isEqualTo(
            """
            orders:
              files: [orders.csv]
              order-column: order_id
              product-column: product_id
            products:
              files: [products.csv]
              id-column: product_id
              name-column: product_name
              category-columns: [aisle_id]
              csv:
                skip-lines: 1
                encoding: windows-1252
            """);
    assertThat(diagnosis.files().get(2).reason())
        .isEqualTo("shares aisle_id with %s, but is written in another way".formatted(products));
  }

  @Test
  void ordersOfSeveralWeeksAreSplitByTime() throws Exception {
    String file =
        write(
            "Groceries_dataset.csv",
            "Member_number,Date,itemDescription",
            row ->
                "%s,%s-0%s-2015,%s"
                    .formatted(
                        1000 + row.order() % 50,
                        13 + row.order() % 10,
                        1 + row.order() / 50,
                        name(row.product())));
    assertThat(proposal(diagnose(file)).yaml(_ -> "orders.csv"))
        .startsWith(
            """
            orders:
              files: [orders.csv]
              order-column: [Member_number, Date]
              product-column: itemDescription
              time-column: Date
            baskets:
              split: time
            """);
  }

  @Test
  void categoriesInTheOrdersAreUsedWithoutNames() throws Exception {
    String file =
        write(
            "tafeng.csv",
            "TRANSACTION_DT,CUSTOMER_ID,AGE_GROUP,PRODUCT_SUBCLASS,PRODUCT_ID,SALES_PRICE",
            row ->
                "11/%s/2000,%s,45-49,%s,%s,30"
                    .formatted(
                        1 + row.order() / 50,
                        1100 + row.order() % 50,
                        100 + row.product() / 5,
                        4710000 + row.product()));
    Proposal proposal = proposal(diagnose(file));
    assertThat(proposal.orderColumns()).containsExactly("CUSTOMER_ID", "TRANSACTION_DT");
    assertThat(proposal.nameColumn()).isEqualTo("PRODUCT_ID");
    assertThat(proposal.categoryColumns()).containsExactly("PRODUCT_SUBCLASS");
  }

  @Test
  void whatACustomerBoughtIsABasketWhereNothingElseIs() throws Exception {
    String file =
        write(
            "ratings.csv",
            "user,item,rating",
            row -> "%s,%s,5".formatted(row.order(), row.product() + 300));
    Diagnosis diagnosis = diagnose(file);
    assertThat(proposal(diagnosis).orderColumns()).containsExactly("user");
    assertThat(diagnosis.notes())
        .contains(
            "no column seems to be an order's id or a day: all that one user bought is one basket");
  }

  @Test
  void theNameMayBeCalledAsTheProductIs() throws Exception {
    String file =
        write(
            "bom.csv",
            "\ufeffBestell-Nr;Artikel-Nr;Artikel;Stück;Status",
            row ->
                "%s;%s;%s;%s;%s"
                    .formatted(
                        row.order(),
                        row.product() + 70,
                        name(row.product()),
                        row.order() % 9 == 8 ? "-1" : "2",
                        row.order() % 50 == 7 ? "storniert" : "bezahlt"));
    Proposal proposal = proposal(diagnose(file));
    assertThat(proposal.productColumn()).isEqualTo("Artikel-Nr");
    assertThat(proposal.nameColumn()).isEqualTo("Artikel");
    assertThat(proposal.filter()).isEqualTo("Status not in ('storniert')");
    assertThat(proposal.quantityColumn()).isEqualTo("Stück");
  }

  /// An order of two of twelve products, in each form that holds a list.
  static Stream<Arguments> lists() {
    return Stream.of(
        Arguments.of("a.csv", "order_id,items", "%s,\"['%s', '%s']\"", "brackets"),
        Arguments.of("b.csv", "order_id;items", "%s;{%s,\"%s\"}", "braces"),
        Arguments.of("c.csv", "order_id,items", "%s,%s|%s", "|"),
        Arguments.of("d.csv", "order_id,items", "%s,%s;%s", ";"),
        Arguments.of("e.jsonl", "", "{\"order_id\": %s, \"items\": [\"%s\", \"%s\"]}", "none"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lists")
  void listsInFieldsAreReadAsProducts(String name, String header, String row, String form)
      throws Exception {
    List<String> products =
        List.of(
            "tea", "milk", "rum", "jam", "oil", "egg", "nut", "pea", "rye", "fig", "ham", "soy");
    StringBuilder text = new StringBuilder(header).append(header.isEmpty() ? "" : "\n");
    for (int order = 0; order < 120; order++) {
      text.append(
              row.formatted(
                  Integer.toString(order),
                  products.get(order % 12),
                  products.get((order + 1) % 12)))
          .append('\n');
    }
    Path file = Files.writeString(folder.resolve(name), text);
    Diagnosis diagnosis = diagnose(file.toString());
    Proposal proposal = proposal(diagnosis);
    assertThat(proposal.orderColumns()).containsExactly("order_id");
    assertThat(proposal.productColumn()).isEqualTo("items");
    assertThat(proposal.productList()).isEqualTo(form);
    assertThat(proposal.keys(path -> path).getOrDefault("orders.product-list", "none"))
        .isEqualTo(form);
    FirstReading reading = diagnosis.reading().orElseThrow();
    assertThat(reading.orders()).isEqualTo(120);
    assertThat(reading.products()).isEqualTo(12);
    assertThat(reading.purchases()).isEqualTo(240);
    assertThat(reading.baskets().getFirst().products()).containsExactly("tea", "milk");
  }

  @Test
  void tablesWithProductsSideBySideAreNamed() throws Exception {
    Path wide =
        Files.writeString(
            folder.resolve("wide.csv"),
            "Item(s),Item 1,Item 2,Item 3\n" + "2,tea,milk,\n3,rum,tea,jam\n".repeat(30));
    assertThat(diagnose(wide.toString()).files().getFirst().reason())
        .isEqualTo(
            wide
                + ": the products of an order are side by side, from column Item 1 on; a line for"
                + " each basket without a header expected\n"
                + "hint: tail -n +2 FILE | cut -d',' -f2- > baskets.csv, and doctor baskets.csv");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 1", "false true", "? t", "no yes"})
  void aColumnForEachProductIsAOneHotTable(String values) throws Exception {
    String[] cells = values.split(" ", -1);
    StringBuilder text = new StringBuilder("receipt");
    for (int product = 0; product < 12; product++) {
      text.append(",p").append(product);
    }
    text.append('\n');
    for (int order = 0; order < 120; order++) {
      text.append('B').append(order);
      for (int product = 0; product < 12; product++) {
        boolean bought = product == order % 12 || product == (order + order / 12 % 11 + 1) % 12;
        text.append(',').append(cells[bought ? 1 : 0]);
      }
      text.append('\n');
    }
    Path matrix = Files.writeString(folder.resolve("m.csv"), text);
    Diagnosis diagnosis = diagnose(matrix.toString());
    Proposal proposal = proposal(diagnosis);
    assertThat(proposal.format()).isEqualTo(OrdersFormat.ONE_HOT);
    assertThat(proposal.orderColumns()).containsExactly("receipt");
    assertThat(proposal.yaml(path -> "m.csv"))
        .startsWith("orders:\n  files: [m.csv]\n  format: one-hot\n  order-column: receipt\n");
    FileReport file = diagnosis.files().getFirst();
    assertThat(file.role()).isEqualTo(Role.ORDERS);
    assertThat(file.reason())
        .isEqualTo("a row for each order and a column for each of 12 products");
    FirstReading reading = diagnosis.reading().orElseThrow();
    assertThat(reading.orders()).isEqualTo(120);
    assertThat(reading.purchases()).isEqualTo(240);
    assertThat(reading.baskets().getFirst().products()).containsExactly("p0", "p1");
  }

  @Test
  void workbooksAreReadFromTheirHeaderOn() throws Exception {
    StringBuilder rows =
        new StringBuilder(
            "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>Sales of June</v></c></row>"
                + "<row r=\"4\"><c r=\"A4\" t=\"str\"><v>InvoiceNo</v></c><c r=\"B4\" t=\"str\"><v>StockCode</v></c></row>");
    int number = 5;
    for (Row row : rows()) {
      rows.append(
          "<row r=\"%1$s\"><c r=\"A%1$s\"><v>%2$s</v></c><c r=\"B%1$s\"><v>%3$s</v></c></row>"
              .formatted(
                  Integer.toString(number),
                  Integer.toString(row.order() + 500),
                  Integer.toString(row.product() + 70)));
      number++;
    }
    Path file =
        Files.write(folder.resolve("sales.xlsx"), Workbooks.of(Map.of("Sales", rows.toString())));
    Diagnosis diagnosis = diagnose(file.toString());
    Proposal proposal = proposal(diagnosis);
    assertThat(proposal.orderColumns()).containsExactly("InvoiceNo");
    assertThat(proposal.productColumn()).isEqualTo("StockCode");
    assertThat(proposal.ordersCsv().skipLines()).isEqualTo(3);
    assertThat(diagnosis.files().getFirst().what()).isEqualTo("xlsx, 3 lines to skip");
    assertThat(diagnosis.reading().orElseThrow().orders()).isEqualTo(ORDERS);
  }
}
