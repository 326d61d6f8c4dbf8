package dev.prod2vec.cli;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.config.Config;
import dev.prod2vec.disk.Staging;
import dev.prod2vec.export.CompletionCsv;
import dev.prod2vec.export.CompletionFormat;
import dev.prod2vec.export.CompletionJson;
import dev.prod2vec.export.CompletionParquet;
import dev.prod2vec.export.CompletionWriter;
import dev.prod2vec.file.CsvFormulas;
import dev.prod2vec.ingest.BasketFile;
import dev.prod2vec.ingest.RowFaults;
import dev.prod2vec.ingest.RowSource;
import dev.prod2vec.model.NeighbourRules;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.process.ExitCode;
import dev.prod2vec.recommend.Neighbour;
import dev.prod2vec.recommend.NeighbourFilter;
import dev.prod2vec.recommend.Recommender;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.text.HumanNumbers;
import dev.prod2vec.vocabulary.Vocabulary;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Completes the baskets of a file.
@Command(
    name = "complete",
    description = {
      "Find the products that go next into each basket of a file, with reasons.",
      "The file is read as orders are: a row per order and product, with the columns order_id and"
          + " product_id, or one basket a line with --orders.format baskets, whose id is the number"
          + " of the line. --baskets - is the standard input. Baskets come out in the order of the"
          + " file, and memory does not grow with it.",
      "Each product comes with its reason: the product of the basket that adds most to its score.",
      "Products that the model does not know are left out and counted on stderr. A basket of only"
          + " such products has no rows in csv and Parquet, and an empty list in json. A row that is"
          + " broken or lacks an id is named on stderr, with its file and line; all others are"
          + " answered, and the exit code is 1.",
      "Flags that say \"only\" are filters, as in similar: a list has the best of all products that"
          + " meet them. --same and --not look at all products of the basket, --min-together and"
          + " --max-lift at the reason."
    },
    footer = {
      "  prod2vec complete --baskets baskets.csv > next.csv",
      "  prod2vec complete --baskets baskets.csv --not aisle --format parquet --file next.parquet",
      "  prod2vec complete --baskets baskets.txt --orders.format baskets --format json"
    })
final class CompleteCommand implements Callable<Integer>, ConfigFlags.Reader {
  /// Most baskets that are scored together: the more, the less each costs.
  private static final int MOST_BASKETS = 1 << 13;

  /// Most products in the lists of a page, and fewest baskets.
  private static final int MOST_PRODUCTS = 1 << 18;

  private static final int FEWEST_BASKETS = 1 << 6;

  private static final String STDIN = "-";

  private final Console console;
  private final ConfigFlags flags =
      ConfigFlags.of("--baskets", BasketKeys.and(BasketKeys.FILES, "training.threads"));

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Most products for a basket. Default: ${DEFAULT-VALUE}.")
  private int limit = 10;

  @Mixin private final FilterOptions filter = new FilterOptions();

  @Option(names = "--format", paramLabel = "csv|json|parquet", description = "Default: csv.")
  private CompletionFormat format = CompletionFormat.CSV;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description =
          "File to write, or ${bundle:location}, replaced if it is there. Default: stdout.")
  private @Nullable String to;

  @Mixin private final TableChoice table = new TableChoice();
  @Mixin private final ModelChoice choice = new ModelChoice();

  CompleteCommand(Console console) {
    this.console = console;
  }

  @Override
  public ConfigFlags flags() {
    return flags;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (limit < 1) {
      throw new WrongUseException("--limit: must be 1 or more, but is " + limit);
    } else if (to == null && format == CompletionFormat.PARQUET) {
      throw new WrongUseException(
          "--file: Parquet is written to a file\nhint: --file next.parquet");
    }
    NeighbourRules rules = filter.rules();
    Config config = flags.load(console.environment()).config();
    flags.requireOrders(config);
    if (config.orders().source() != RowSource.FILES) {
      throw new WrongUseException(
          "orders.source: is jdbc, but complete reads files\nhint: --orders.source files");
    }
    Path folder = choice.directory(console);
    ProductModel model = ProductModel.openToAsk(folder);
    NeighbourFilter passing = rules.on(model.vocabulary());
    console.status("reading baskets ...");
    try (Staging staging = Staging.temporary();
        BasketFile baskets =
            BasketFile.read(
                config.orders().withFiles(files(config)),
                model.vocabulary(),
                console.stores().with(config::section),
                staging.folder())) {
      say(baskets.faults());
      Completer completer =
          new Completer(
              baskets,
              model.recommender(config.training().threads()),
              Math.min(limit, model.vocabulary().size()),
              passing,
              console);
      write(completer, model.vocabulary(), table.formulas(folder));
      console.status("");
      return (baskets.faults().bad() > 0 ? ExitCode.FAILED : ExitCode.DONE).code();
    }
  }

  private static List<String> files(Config config) {
    return config.orders().files().stream()
        .map(file -> file.equals(STDIN) ? "/dev/stdin" : file)
        .toList();
  }

  private void write(Completer completer, Vocabulary vocabulary, CsvFormulas formulas)
      throws IOException, InterruptedException {
    @Nullable String place = to;
    if (place == null) {
      completer.run(text(console.out(), vocabulary, formulas));
      return;
    }
    console
        .places()
        .replaceFile(
            place,
            file -> {
              if (format == CompletionFormat.PARQUET) {
                completer.run(new CompletionParquet(file, vocabulary));
              } else {
                try (BufferedWriter out = Files.newBufferedWriter(file)) {
                  completer.run(text(out, vocabulary, formulas));
                }
              }
            });
    console.out().println(place);
  }

  private CompletionWriter text(Writer out, Vocabulary vocabulary, CsvFormulas formulas)
      throws IOException {
    return format == CompletionFormat.JSON
        ? new CompletionJson(out, vocabulary)
        : new CompletionCsv(out, vocabulary, formulas);
  }

  /// Names what could not be used of the files.
  private void say(RowFaults faults) {
    faults.named().forEach(console::warning);
    long more = faults.bad() - faults.named().size();
    if (more > 0) {
      console.warning("and %s more rows could not be used".formatted(HumanNumbers.count(more)));
    }
    if (faults.unknownRows() > 0) {
      console.warning(
          "left out %s with %s that the model does not know: %s%s"
              .formatted(
                  HumanNumbers.count(faults.unknownRows(), "row"),
                  HumanNumbers.count(faults.unknownProducts(), "product"),
                  String.join(", ", faults.unknown()),
                  faults.unknownProducts() > faults.unknown().size() ? " and others" : ""));
    }
  }

  /// Completes the baskets, page by page.
  private record Completer(
      BasketFile baskets,
      Recommender recommender,
      int limit,
      NeighbourFilter filter,
      Console console) {
    void run(CompletionWriter writer) throws IOException, InterruptedException {
      try (writer) {
        // A reader of stdout that has read enough, such as head, needs no further page.
        boolean read = true;
        int page = Math.clamp(MOST_PRODUCTS / limit, FEWEST_BASKETS, MOST_BASKETS);
        for (long first = 0; first < baskets.size() && read; first += page) {
          if (Thread.interrupted()) {
            throw new InterruptedException("completing was stopped");
          }
          console.status(
              "completing baskets ... %s of %s"
                  .formatted(HumanNumbers.count(first), HumanNumbers.count(baskets.size())));
          write(baskets.page(first, page), writer);
          read = !console.out().checkError();
        }
        writer.finish();
      }
    }

    private void write(BasketFile.Page page, CompletionWriter writer) throws IOException {
      int[][] known = page.products().stream().filter(it -> it.length > 0).toArray(int[][]::new);
      Iterator<List<Neighbour>> lists =
          recommender.completeAll(Baskets.of(known), limit, filter).iterator();
      for (int i = 0; i < page.ids().size(); i++) {
        boolean empty = page.products().get(i).length == 0;
        writer.write(page.ids().get(i), empty ? List.of() : lists.next());
      }
    }
  }
}
