package dev.prod2vec.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.ingest.BadFiles.Bad;
import dev.prod2vec.ingest.GoodFiles;
import dev.prod2vec.ingest.GoodFiles.Good;
import dev.prod2vec.ingest.Shop;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What [dev.prod2vec.ingest.Ingest] does is the oracle.
class LakeFilesTest {
  /// Shapes that leave nothing for Spark to do otherwise: the code that reads a file here reads it
  /// there, and gives the same rows for each of them. A preparation on Spark takes seconds.
  private static final Set<String> SAME_ROWS =
      Set.of(
          "csv",
          "gzip by another name",
          "Parquet with text as bytes",
          "semicolons",
          "tabs",
          "byte order mark",
          "CR LF",
          "no newline at the end",
          "a quote inside a field",
          "columns in capitals, with blanks",
          "lines of ids between blanks");

  @TempDir private Path folder;

  static Stream<Good> good() {
    List<Good> all = GoodFiles.all().toList();
    assertThat(all.stream().map(Good::what)).containsAll(SAME_ROWS);
    return all.stream().filter(file -> !SAME_ROWS.contains(file.what()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("good")
  void readsOrdersOfManyShapesAsDuckDbDoes(Good good) throws Exception {
    assertThat(Twins.assertSame(good.setup().of(Shop.in(folder)), 2)).isNotNull();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "dev.prod2vec.ingest.BadFiles#files",
    "dev.prod2vec.ingest.BadFiles#content",
    "dev.prod2vec.ingest.BadFiles#columns",
    "dev.prod2vec.ingest.Dialects#refused"
  })
  void refusesBadFilesInTheSameWords(Bad bad) throws Exception {
    assertThat(Twins.assertSame(bad.setup().of(Shop.in(folder)), 100)).isNull();
  }
}
