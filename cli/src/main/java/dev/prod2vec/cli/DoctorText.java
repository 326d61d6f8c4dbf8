package dev.prod2vec.cli;

import dev.prod2vec.doctor.Diagnosis;
import dev.prod2vec.doctor.FileReport;
import dev.prod2vec.doctor.FileReport.ColumnReport;
import dev.prod2vec.doctor.FileReport.Role;
import dev.prod2vec.doctor.FirstReading;
import dev.prod2vec.doctor.Meaning;
import dev.prod2vec.doctor.Proposal;
import dev.prod2vec.ingest.Excerpt;
import dev.prod2vec.ingest.FileLook.Extent;
import dev.prod2vec.setting.ShellCommand;
import dev.prod2vec.text.HumanNumbers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// A diagnosis as a person reads it.
///
/// @param files as the command line names them
/// @param written the config file, if it was written
/// @param columns of the terminal
record DoctorText(List<String> files, Optional<Path> written, int columns) {
  private static final int PRODUCTS = 8;
  private static final int WIDEST = 120;

  String of(Diagnosis diagnosis) {
    StringBuilder text = new StringBuilder();
    diagnosis.files().forEach(file -> file(file, text));
    diagnosis.proposal().ifPresent(proposal -> config(proposal, text));
    diagnosis.reading().ifPresent(reading -> reading(reading, text));
    notes(diagnosis, text);
    if (!diagnosis.problem().isEmpty()) {
      head(
          diagnosis.proposal().isPresent() ? "A run with this config would stop" : "No run yet",
          text);
      lines(diagnosis.problem(), text);
    }
    diagnosis.proposal().ifPresent(proposal -> next(diagnosis, proposal, text));
    return text.toString();
  }

  private int width() {
    return Math.min(columns, WIDEST);
  }

  private static void head(String head, StringBuilder text) {
    text.append(text.isEmpty() ? "" : "\n").append(head).append('\n');
  }

  private void lines(String lines, StringBuilder text) {
    lines
        .lines()
        .forEach(line -> text.append(Layout.paragraph("  " + line, 4, width())).append('\n'));
  }

  private void file(FileReport file, StringBuilder text) {
    if (file.role() == Role.UNREADABLE) {
      head(file.name() + ": " + file.role().words(), text);
      String message = file.reason();
      lines(
          message.startsWith(file.name() + ": ")
              ? message.substring(file.name().length() + 2)
              : message,
          text);
      return;
    }
    String unit = file.columns().isEmpty() ? "line" : "row";
    head("%s: %s".formatted(file.name(), file.role().words()), text);
    lines(
        "%s; %s, %s, %s"
            .formatted(
                file.reason(),
                file.what(),
                HumanNumbers.bytes(file.bytes()),
                file.extent() == Extent.WHOLE
                    ? HumanNumbers.count(file.rows(), unit)
                    : "looked at the first %s".formatted(HumanNumbers.count(file.rows(), unit))),
        text);
    if (!file.columns().isEmpty()) {
      TextTable table = TextTable.of("  column", "seems to be", "values", "because of");
      file.columns().forEach(column -> table.row(row(column)));
      text.append(table.text(width()));
    }
  }

  private static String[] row(ColumnReport column) {
    return new String[] {
      "  " + Excerpt.value(column.name()),
      column.meaning() == Meaning.NONE ? "-" : column.meaning().words(),
      column.examples().isEmpty()
          ? "none"
          : column.examples().stream()
              .limit(2)
              .map(Excerpt::value)
              .collect(Collectors.joining(", ")),
      column.reason()
    };
  }

  private void config(Proposal proposal, StringBuilder text) {
    head("Proposed config", text);
    proposal
        .yaml(UnaryOperator.identity())
        .lines()
        .forEach(line -> text.append("  ").append(line).append('\n'));
  }

  private void reading(FirstReading reading, StringBuilder text) {
    head("Read with this config, as a run does", text);
    TextTable table = TextTable.of("", "#", "");
    row(table, "rows", reading.rows(), filtered(reading));
    row(table, "orders", reading.orders(), "");
    row(
        table,
        "products",
        reading.products(),
        "%s in a basket on average"
            .formatted(HumanNumbers.decimal((double) reading.purchases() / reading.orders(), 1)));
    text.append(table.text(width()).lines().skip(1).collect(Collectors.joining("\n", "", "\n")));
    head("The first baskets", text);
    reading.baskets().forEach(basket -> basket(basket, text));
  }

  /// A basket in lines that break between products.
  private void basket(FirstReading.Basket basket, StringBuilder text) {
    List<String> parts = new ArrayList<>();
    basket.products().stream().limit(PRODUCTS).map(Excerpt::value).forEach(parts::add);
    int more = basket.products().size() - PRODUCTS;
    if (more > 0) {
      parts.add("%s more".formatted(more));
    }
    String line = "  " + Excerpt.value(basket.order()) + ": " + parts.getFirst();
    for (String part : parts.subList(1, parts.size())) {
      if (Layout.columns(line) + Layout.columns(part) + 3 > width()) {
        text.append(line).append(" |\n");
        line = "    " + part;
      } else {
        line += " | " + part;
      }
    }
    text.append(line).append('\n');
  }

  private static String filtered(FirstReading reading) {
    return reading.filtered() == 0
        ? ""
        : "%s of them left out by the filter".formatted(HumanNumbers.count(reading.filtered()));
  }

  private static void row(TextTable table, String what, long count, String more) {
    table.row("  " + what, HumanNumbers.count(count), more);
  }

  private void notes(Diagnosis diagnosis, StringBuilder text) {
    List<String> lost = new ArrayList<>();
    diagnosis
        .reading()
        .ifPresent(reading -> {
          if (reading.rareProducts() > 0) {
            lost.add(
                "%s in fewer than %s training orders: %s of the products, %s of the purchases (baskets.min-count)"
                    .formatted(
                        HumanNumbers.count(reading.rareProducts(), "product"),
                        reading.minCount(),
                        share(reading.rareProducts(), reading.products()),
                        share(reading.rarePurchases(), reading.purchases())));
          }
          if (reading.single() > 0) {
            lost.add(
                "%s with one product that gets a vector: %s of the orders teach nothing"
                    .formatted(
                        HumanNumbers.count(reading.single(), "order"),
                        share(reading.single(), reading.orders())));
          }
        });
    lost.addAll(diagnosis.notes());
    if (!lost.isEmpty()) {
      head("What would be lost, and what to know", text);
      lost.forEach(note -> text.append(Layout.paragraph("  - " + note, 4, width())).append('\n'));
    }
    diagnosis
        .reading()
        .ifPresent(reading -> {
          if (!reading.warned().isEmpty()) {
            head("Warnings of the checks", text);
            lines(reading.warned().replace("warning: ", ""), text);
          }
          if (!reading.failed().isEmpty()) {
            head("A run would stop at these checks", text);
            lines(reading.failed(), text);
          }
        });
  }

  private static String share(long part, long all) {
    double share = all == 0 ? 0 : (double) part / all;
    return part > 0 && share < 0.001 ? "less than 0.1%" : HumanNumbers.percent(share);
  }

  private void next(Diagnosis diagnosis, Proposal proposal, StringBuilder text) {
    if (!diagnosis.isHealthy()) {
      return;
    }
    head("Next", text);
    if (written.isPresent()) {
      String config = written.get().toString();
      text.append("  ")
          .append(
              config.equals(DoctorCommand.CONFIG)
                  ? command(List.of("run"))
                  : command(List.of("run", "--config", config)))
          .append('\n');
      return;
    }
    List<String> write = new ArrayList<>(List.of("doctor"));
    write.addAll(files);
    write.add("--write");
    List<String> run = new ArrayList<>(List.of("run"));
    run.addAll(proposal.flags());
    text.append("  # write the config to %s, then run\n  ".formatted(DoctorCommand.CONFIG))
        .append(command(write))
        .append("\n  ")
        .append(command(List.of("run")))
        .append("\n  # or run at once\n  ")
        .append(command(run))
        .append('\n');
  }

  /// A command in a line of its own, which is not wrapped, so that it can be pasted.
  private static String command(List<String> words) {
    return ShellCommand.prod2vec(words.toArray(String[]::new));
  }
}
