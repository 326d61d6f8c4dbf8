package dev.prod2vec.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.evaluation.ScorerName;
import dev.prod2vec.file.Json;
import dev.prod2vec.process.ExitCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final Path SCORES = Path.of("run/evaluation.json");

  @Test
  void aModelThatBeatsPopularityPasses() {
    Gate gate = gate(0.3, 0.25);
    assertThat(gate.verdict()).isEqualTo(Gate.Verdict.PASSED);
    assertThat(gate.refusal(SCORES)).isEmpty();
  }

  @Test
  void aModelThatIsOnlyAsGoodAsPopularityIsRefused() {
    for (double model : new double[] {0.25, 0.1}) {
      Gate gate = gate(model, 0.25);
      assertThat(gate.verdict()).isEqualTo(Gate.Verdict.FAILED);
      assertThat(gate.refusal(SCORES))
          .hasValueSatisfying(refusal -> {
            assertThat(refusal.exitCode()).isEqualTo(ExitCode.GATE);
            assertThat(refusal.message())
                .startsWith("the model does not beat popularity: ")
                .contains(
                    "it finds %.4f among its first 10, popularity finds 0.2500; nothing is exported\n"
                        .formatted(model))
                .endsWith("all scores: " + SCORES);
          });
    }
  }

  @Test
  void withoutScoresNothingIsRefused() {
    Gate gate = Gate.of(List.of());
    assertThat(gate.verdict()).isEqualTo(Gate.Verdict.NOT_JUDGED);
    assertThat(gate.refusal(SCORES)).isEmpty();
  }

  @Test
  void theFileOfScoresSaysWhatTheGateSaid() {
    EvaluationReport report =
        EvaluationReport.of(
            List.of(
                FakeEngine.score(ScorerName.MODEL, 0.5),
                FakeEngine.score(ScorerName.POPULARITY, 0.25)),
            Optional.empty());
    String json = Json.line(report);
    assertThat(json)
        .startsWith(
            "{\"gate\":{\"rule\":\"hitRate10 of the model above that of popularity\",\"model\":0.5,"
                + "\"popularity\":0.25,\"verdict\":\"PASSED\"},\"scores\":[{\"name\":\"model\"");
    assertThat(report.metrics())
        .containsEntry("gate", "passed")
        .containsEntry("hitRate10 model", 0.5)
        .containsEntry("hitRate10 popularity", 0.25);
  }

  private static Gate gate(double model, double popularity) {
    return Gate.of(
        List.of(
            FakeEngine.score(ScorerName.MODEL, model),
            FakeEngine.score(ScorerName.POPULARITY, popularity)));
  }
}
