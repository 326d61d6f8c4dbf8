package dev.prod2vec.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.training.EpochMetrics;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LogMetricTest {
  @Test
  void eachExpressionFindsItsOwnNumberInALineAndNoOther() {
    Random random = new Random(1);
    for (int round = 0; round < 500; round++) {
      List<String> words = new ArrayList<>();
      Map<LogMetric, Double> values = new EnumMap<>(LogMetric.class);
      for (LogMetric metric : LogMetric.values()) {
        double value = (random.nextDouble() - 0.5) * StrictMath.pow(10, random.nextInt(40) - 20);
        values.put(metric, value);
        words.add(metric.text(value));
      }
      String line = String.join(" ", words);
      for (LogMetric metric : LogMetric.values()) {
        Matcher found = Pattern.compile(metric.regex()).matcher(line);
        assertThat(found.find()).as(line).isTrue();
        assertThat(Double.parseDouble(found.group(1))).isEqualTo(values.get(metric));
        assertThat(found.find()).as("once: " + line).isFalse();
        assertThat(metric.find(line).orElseThrow()).isEqualTo(values.get(metric));
      }
      for (LogMetric metric : LogMetric.values()) {
        String others =
            String.join(
                " ", words.stream().filter(word -> !word.startsWith(metric.title())).toList());
        assertThat(Pattern.compile(metric.regex()).matcher(others).find()).isFalse();
      }
    }
  }

  @Test
  void theLineOfAnEpochIsReadBackAsItWas() {
    Random random = new Random(2);
    for (int epoch = 1; epoch < 200; epoch++) {
      double hitRate = epoch % 3 == 0 ? Double.NaN : random.nextDouble();
      EpochMetrics metrics =
          new EpochMetrics(
              epoch,
              random.nextDouble() * 10,
              random.nextLong(1L << 40),
              random.nextDouble(),
              hitRate,
              random.nextBoolean());
      for (EpochLine.Objective objective : EpochLine.Objective.values()) {
        String line = EpochLine.of(metrics, objective);
        assertThat(EpochLine.parse(line)).contains(metrics);
        boolean says = objective == EpochLine.Objective.HIT_RATE_OF_EPOCH && !Double.isNaN(hitRate);
        assertThat(LogMetric.OBJECTIVE.find(line).isPresent()).isEqualTo(says);
      }
    }
    assertThat(EpochLine.parse("error: out of memory")).isEmpty();
  }
}
