package dev.prod2vec.bench;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.training.TrainingConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// How close training comes to what the processor can do, as one table.
public final class Limits {
  private static final int ORDERS = 100_000;
  private static final int REPEATS = 3;

  /// In percent: 52 GFLOP/s were asked of a core that has 60.
  private static final double PRODUCTS_SHARE = 100 * 52.0 / 60;

  private static final List<Row> ROWS =
      List.of(
          new Row("fused multiply-add, one core: the peak", "%.1f GFLOP/s", Round::peak),
          new Row("the same on two cores", "%.1f GFLOP/s", Round::sharedPeak),
          new Row("two cores against one", "%.2f times", r -> r.sharedPeak() / r.peak()),
          new Row(
              "completion, its matrix products, 2 threads",
              "%.1f GFLOP/s a core",
              Round::completionProducts),
          new Row(
              "their share of the peak of two cores",
              "%.0f%%",
              r -> 200 * r.completionProducts() / r.sharedPeak(),
              PRODUCTS_SHARE),
          new Row("completion epoch, 1 thread", "%.1f GFLOP/s", Round::completion),
          new Row("completion epoch, 2 threads", "%.1f GFLOP/s", Round::sharedCompletion),
          new Row(
              "its share of the peak of two cores",
              "%.0f%%",
              r -> 100 * r.sharedCompletion() / r.sharedPeak(),
              60),
          new Row(
              "2 threads against 1", "%.2f times", r -> r.sharedCompletion() / r.completion(), 1.8),
          new Row("products predicted, 2 threads", "%.2f M/s", r -> r.predictions() / 1e6),
          new Row(
              "skip-gram, its matrix products, one core", "%.1f GFLOP/s", Round::skipGramProducts),
          new Row(
              "their share of the peak", "%.0f%%", r -> 100 * r.skipGramProducts() / r.peak(), 50),
          new Row("the same, d = 1024", "%.1f GFLOP/s", Round::wideProducts),
          new Row("their share of the peak", "%.0f%%", r -> 100 * r.wideProducts() / r.peak()),
          new Row("skip-gram epoch, 1 thread", "%.1f GFLOP/s", Round::skipGram),
          new Row("its share of the peak", "%.0f%%", r -> 100 * r.skipGram() / r.peak(), 35),
          new Row("skip-gram epoch, 2 threads", "%.1f GFLOP/s", Round::sharedSkipGram),
          new Row("2 threads against 1", "%.2f times", r -> r.sharedSkipGram() / r.skipGram(), 1.8),
          new Row("skip-gram epoch, d = 1024, 1 thread", "%.1f GFLOP/s", Round::wideSkipGram),
          new Row(
              "d = 1024 against d = 128",
              "%.0f%%",
              r -> 100 * r.wideSkipGram() / r.skipGram(),
              60));

  /// A line of the table.
  ///
  /// @param form of the figure
  /// @param asked what the figure should be at least; empty if it is there for the next one's sake
  private record Row(
      String name, String form, ToDoubleFunction<Round> figure, Optional<Double> asked) {
    Row(String name, String form, ToDoubleFunction<Round> figure) {
      this(name, form, figure, Optional.empty());
    }

    Row(String name, String form, ToDoubleFunction<Round> figure, double asked) {
      this(name, form, figure, Optional.of(asked));
    }

    String text(List<Round> rounds) {
      double median = Round.median(rounds.stream().mapToDouble(figure).toArray());
      return "| %s | %s | %s | %s |"
          .formatted(
              name,
              String.format(Locale.ROOT, form, median),
              asked.map(value -> String.format(Locale.ROOT, form, value)).orElse(""),
              asked.map(value -> median >= value ? "yes" : "no").orElse(""));
    }
  }

  private Limits() {}

  /// Prints the table.
  ///
  /// @param arguments `--baskets FILE` (csv with order_id and product_id), `--orders N`, `--repeats
  ///   N`, `--noise-products N`, `--noise-baskets N`
  public static void main(String[] arguments) throws IOException, InterruptedException {
    try {
      run(
          Flags.of(
              arguments,
              List.of("baskets", "orders", "repeats", "noise-products", "noise-baskets")));
    } catch (WrongUseException e) {
      System.err.println("error: " + e.getMessage());
      System.exit(2);
    }
  }

  private static void run(Flags flags) throws IOException, InterruptedException {
    String machine = Machine.describe();
    int orders = flags.number("orders", 1, ORDERS);
    int repeats = flags.number("repeats", 1, REPEATS);
    Noise noise = Noise.of(flags);
    Optional<String> file = flags.text("baskets");
    Baskets baskets =
        file.isPresent() ? OrdersFile.baskets(Path.of(file.get()), orders) : Shop.baskets(orders);
    System.err.println("warming up ...");
    Round.measure(baskets, noise);
    List<Round> rounds = new ArrayList<>();
    for (int repeat = 1; repeat <= repeats; repeat++) {
      System.err.printf("measuring, %d of %d ...%n", repeat, repeats);
      rounds.add(Round.measure(baskets, noise));
    }
    System.out.println(machine);
    System.out.println();
    System.out.printf(
        Locale.ROOT,
        "%s: %,d baskets, %.1f products each; d = %d; completion with M = %d, groups of %d; skip-gram"
            + " with M = %d, groups of %d; medians of %d%n%n",
        file.map(name -> Path.of(name).getFileName().toString()).orElse("generated shop"),
        baskets.size(),
        (double) baskets.products().length / baskets.size(),
        TrainingConfig.DEFAULT.dim(),
        TrainingConfig.DEFAULT.noiseProducts(),
        TrainingConfig.DEFAULT.noiseBaskets(),
        noise.products(),
        noise.baskets(),
        repeats);
    System.out.println("| measure | figure | asked | met |");
    System.out.println("| --- | --- | --- | --- |");
    ROWS.forEach(row -> System.out.println(row.text(rounds)));
  }
}
