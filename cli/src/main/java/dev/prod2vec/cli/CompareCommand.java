package dev.prod2vec.cli;

import dev.prod2vec.comparison.ComparedModel;
import dev.prod2vec.comparison.Comparison;
import dev.prod2vec.comparison.RunComparison;
import dev.prod2vec.evaluation.EvaluationConfig;
import dev.prod2vec.file.Json;
import dev.prod2vec.place.Places;
import dev.prod2vec.run.RunFolder;
import dev.prod2vec.setting.WrongUseException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows two runs side by side.
@Command(
    name = "compare",
    description = {
      "Compare two runs, mostly an earlier one with a later one: scores on the same test baskets,"
          + " which products are new or gone, whose substitutes changed most, and how far vectors"
          + " moved.",
      "Both rank the products that both learned. If the runs hold out different test orders, the"
          + " ones of B are used, without those that A was trained on."
    },
    footer = {
      "  prod2vec compare 20260101-093000 20260201-093000",
      "  prod2vec compare earlier-model demo/runs/20260201-093000 --limit 50",
      "  prod2vec compare 20260101-093000 20260201-093000 --limit 1000000 --format json"
    })
final class CompareCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "A",
      description = "The first run or a model's folder, or ${bundle:location}.")
  private String a = "";

  @Parameters(index = "1", paramLabel = "B", description = "The second one.")
  private String b = "";

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Most products in a list. Default: ${DEFAULT-VALUE}.")
  private int limit = 10;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder of the runs. Default: ${DEFAULT-VALUE}.")
  private String out = RunFolder.DEFAULT.toString();

  @Mixin private final ResultOption result = new ResultOption();

  CompareCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (limit < 1) {
      throw new WrongUseException("--limit: must be 1 or more, but is " + limit);
    }
    Places places = console.places();
    ComparedModel first = ComparedModel.open(places.model(a, out));
    ComparedModel second = ComparedModel.open(places.model(b, out));
    console.status("comparing ...");
    RunComparison comparison = Comparison.of(first, second, EvaluationConfig.DEFAULT, 0, limit);
    console.status("");
    switch (result.format()) {
      case TEXT -> console.out().print(ComparisonText.of(comparison, console.columns()));
      case JSON -> console.out().print(Json.text(comparison));
    }
    return 0;
  }
}
