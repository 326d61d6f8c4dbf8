package dev.prod2vec.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.ingest.Shop;
import dev.prod2vec.quality.OddOrders;
import dev.prod2vec.quality.OddOrders.Odd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What [dev.prod2vec.ingest.Ingest] does is the oracle. Odd ids, null values and files are counted
/// by Spark; odd shapes and fields are found while a file is read, by the code that reads it here.
class LakeAnomaliesTest {
  /// Marks around ids are removed while a file is read, too: one kind of changed ids is enough.
  private static final Set<String> SAME_COUNTS =
      Set.of(
          "nothing",
          "a blank at the end of order ids",
          "a tab before order ids",
          "a no-break space after product ids",
          "an ideographic space before product ids",
          "a zero-width space, a byte order mark, a soft hyphen, a direction mark",
          "a blank everywhere",
          "a zero-width joiner inside",
          "leading zeros",
          "lines padded with nan");

  @TempDir private Path folder;

  static Stream<Odd> odd() {
    List<Odd> all =
        Stream.of(OddOrders.ids(), OddOrders.nulls(), OddOrders.files())
            .flatMap(some -> some)
            .toList();
    assertThat(all.stream().map(Odd::what)).containsAll(SAME_COUNTS);
    return all.stream().filter(odd -> !SAME_COUNTS.contains(odd.what()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("odd")
  void countsAnomaliesAsDuckDbDoes(Odd odd) throws Exception {
    Shop shop = odd.in(folder);
    Files.createDirectories(shop.out());
    assertThat(Twins.assertSame(shop, 100)).isNotNull();
  }
}
