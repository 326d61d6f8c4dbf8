package dev.prod2vec.cli;

import dev.prod2vec.text.HumanNumbers;
import dev.prod2vec.training.EpochMetrics;
import dev.prod2vec.training.TrainingProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Shows a training: on a terminal a bar that is drawn over, elsewhere a line per epoch, and one
/// every ten seconds of a long epoch.
final class TrainingBar implements TrainingProgress {
  private static final int WIDTH = 24;
  private static final int NARROWEST = 4;
  private static final long REDRAW_MILLIS = 100;
  private static final long LINE_MILLIS = 10_000;

  private final Console console;
  private final int epochs;
  private long startMillis;
  private long shownMillis;
  private int epoch;
  private long epochMillis;
  private long epochPairs;

  /// @param epochs most epochs
  TrainingBar(Console console, int epochs) {
    this.console = console;
    this.epochs = epochs;
  }

  @Override
  public void batch(int newEpoch, int basketsDone, int baskets, long pairsDone, double loss) {
    long now = console.clock().millis();
    if (startMillis == 0) {
      startMillis = now;
      // A terminal shows the bar at once; a log gets a line only after some time.
      shownMillis = console.terminal() ? 0 : now;
    }
    if (newEpoch != epoch) {
      epoch = newEpoch;
      epochMillis = now;
      epochPairs = pairsDone;
    }
    if (now - shownMillis >= (console.terminal() ? REDRAW_MILLIS : LINE_MILLIS)) {
      shownMillis = now;
      double done = (newEpoch - 1 + (double) basketsDone / baskets) / epochs;
      double rate = 1e3 * (pairsDone - epochPairs) / Math.max(1, now - epochMillis);
      int columns = console.terminal() ? console.statusColumns() : Integer.MAX_VALUE;
      String bar = bar(newEpoch, done, loss, rate, Duration.ofMillis(now - startMillis), columns);
      if (console.terminal()) {
        console.status(bar);
      } else {
        console.message(bar);
      }
    }
  }

  @Override
  public void warning(String line) {
    console.warning(line);
  }

  @Override
  public void epoch(EpochMetrics metrics) {
    shownMillis = console.clock().millis();
    if (!console.terminal()) {
      console.message(line(metrics));
    }
  }

  /// `epoch 3/10 [======> ] 24% loss 0.412 21.3 M pairs/s 0:42 left`, as much of it as there is
  /// room for: the rate goes first, then the bar gets shorter and goes, then the loss, then the
  /// time.
  ///
  /// @param columns most columns
  String bar(
      int ofEpoch, double done, double loss, double pairsPerSecond, Duration elapsed, int columns) {
    long left = done > 0 ? Math.round(elapsed.toMillis() * (1 - done) / done) : 0;
    String epochPart = "  epoch %d/%d".formatted(ofEpoch, epochs);
    String share = String.format(Locale.ROOT, " %3.0f%%", 100 * done);
    String lossPart = String.format(Locale.ROOT, "  loss %.3f", loss);
    String rate = "  %s pairs/s".formatted(HumanNumbers.rate(pairsPerSecond));
    String time = "  %s left".formatted(HumanNumbers.clock(Duration.ofMillis(left)));
    List<String> shorter = new ArrayList<>();
    shorter.add(epochPart + bar(done, WIDTH) + share + lossPart + rate + time);
    for (int width = WIDTH; width >= NARROWEST; width--) {
      shorter.add(epochPart + bar(done, width) + share + lossPart + time);
    }
    shorter.add(epochPart + share + lossPart + time);
    shorter.add(epochPart + share + time);
    shorter.add(epochPart + share);
    return shorter.stream()
        .filter(line -> Layout.columns(line) <= columns)
        .findFirst()
        .orElseGet(() -> Layout.cut(share.strip(), columns));
  }

  private static String bar(double done, int width) {
    int filled = (int) (done * width);
    String bar = "=".repeat(filled) + (filled < width ? ">" : "");
    return String.format(Locale.ROOT, " [%-" + width + "s]", bar);
  }

  private String line(EpochMetrics metrics) {
    String validation =
        Double.isNaN(metrics.validationHitRate10())
            ? ""
            : "  validation HR@10 " + HumanNumbers.decimal(metrics.validationHitRate10(), 3);
    return String.format(
        Locale.ROOT,
        "  epoch %d/%d  loss %.3f  %s pairs/s%s",
        metrics.epoch(),
        epochs,
        metrics.loss(),
        HumanNumbers.rate(metrics.pairsPerSecond()),
        validation);
  }
}
