package dev.prod2vec.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.ingest.Ingest;
import dev.prod2vec.ingest.Shop;
import dev.prod2vec.postgres.NoDatabase;
import dev.prod2vec.prepared.FindingKind;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.quality.OddOrders.Odd;
import dev.prod2vec.store.Stores;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The small shop with one change, as found in practice: it is read correctly, or reported by the
/// check for this change and by no other.
class OddOrdersTest {
  /// Bounds of amounts and shares that 400 orders need not meet.
  private static final QualityConfig LENIENT =
      new QualityConfig(List.of(), 0, 1, 2, 1, 0, 0.01, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);

  @TempDir private Path folder;

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "dev.prod2vec.quality.OddOrders#ids",
    "dev.prod2vec.quality.OddOrders#nulls",
    "dev.prod2vec.quality.OddOrders#files",
    "dev.prod2vec.quality.OddOrders#shapes",
    "dev.prod2vec.quality.OddOrders#fields"
  })
  void areReadRightOrNamed(Odd odd) throws Exception {
    Shop shop = odd.in(folder);
    IngestReport ingest =
        Ingest.ingest(
            shop.orders(),
            shop.products(),
            shop.baskets(),
            NoDatabase.SERVER,
            Stores.local(),
            folder);
    QualityReport report = Quality.check(ingest, folder, LENIENT);
    List<Check> raised =
        report.checks().stream().filter(check -> check.verdict() != Verdict.PASSED).toList();
    assertThat(raised)
        .as(raised.toString())
        .extracting(Check::name)
        .containsExactlyInAnyOrderElementsOf(odd.checks().keySet());
    assertThat(raised)
        .allSatisfy(check -> assertThat(check.observed()).contains(odd.checks().get(check.name())));
    assertThat(ingest.baskets().orders()).isEqualTo(odd.orders());
    assertThat(ingest.products().bought()).isEqualTo(odd.products());
    String message = Quality.failures(ingest, report) + Quality.warnings(report);
    assertThat(odd.checks().keySet()).allSatisfy(name -> assertThat(message).contains(name));
    assertThat(message.lines().count()).isLessThanOrEqualTo(9);
    assertThat(message.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(2_048);
    assertThat(ingest.findings())
        .extracting(finding -> finding.kind())
        .containsExactly(FindingKind.values());
  }
}
