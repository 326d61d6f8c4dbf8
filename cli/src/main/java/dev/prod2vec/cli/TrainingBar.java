package dev.prod2vec.cli;

import dev.prod2vec.training.EpochMetrics;
import dev.prod2vec.training.TrainingProgress;
import java.time.Duration;
import java.util.Locale;

/// Shows a training: on a terminal a bar that is drawn over, elsewhere a line per epoch, and per
/// ten seconds of a long one.
final class TrainingBar implements TrainingProgress {
  private static final int WIDTH = 24;
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
      // A terminal shows the bar at once, a log a line once there was something to wait for.
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
      String bar = bar(newEpoch, done, loss, rate, Duration.ofMillis(now - startMillis));
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

  /// `epoch 3/10 [======> ] 24% loss 0.412 21.3 M pairs/s 0:42 left`.
  String bar(int ofEpoch, double done, double loss, double pairsPerSecond, Duration elapsed) {
    int filled = (int) (done * WIDTH);
    String bar = "=".repeat(filled) + (filled < WIDTH ? ">" : "");
    long left = done > 0 ? Math.round(elapsed.toMillis() * (1 - done) / done) : 0;
    return String.format(
        Locale.ROOT,
        "  epoch %d/%d [%-" + WIDTH + "s] %3.0f%%  loss %.3f  %s pairs/s  %s left",
        ofEpoch,
        epochs,
        bar,
        100 * done,
        loss,
        Words.rate(pairsPerSecond),
        Words.clock(Duration.ofMillis(left)));
  }

  private String line(EpochMetrics metrics) {
    String validation =
        Double.isNaN(metrics.validationHitRate10())
            ? ""
            : "  validation HR@10 " + Words.share(metrics.validationHitRate10());
    return String.format(
        Locale.ROOT,
        "  epoch %d/%d  loss %.3f  %s pairs/s%s",
        metrics.epoch(),
        epochs,
        metrics.loss(),
        Words.rate(metrics.pairsPerSecond()),
        validation);
  }
}
