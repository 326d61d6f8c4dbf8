package dev.prod2vec.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.prod2vec.ingest.BadFiles.Bad;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every kind of bad input gives one message that says where, what and what to do, and leaves no
/// files.
class BadInputTest {
  @TempDir private Path folder;

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "dev.prod2vec.ingest.BadFiles#files",
    "dev.prod2vec.ingest.BadFiles#content",
    "dev.prod2vec.ingest.BadFiles#columns",
    "dev.prod2vec.ingest.Dialects#refused"
  })
  void givesOneMessageAndLeavesNothing(Bad bad) throws Exception {
    Shop shop = bad.setup().of(Shop.in(folder));
    assertThatThrownBy(shop::ingest)
        .isExactlyInstanceOf(bad.exception())
        .satisfies(thrown ->
            assertThat(String.valueOf(thrown.getMessage()).replace(folder.toString(), "FOLDER"))
                .contains(bad.parts()));
    assertThat(shop.out()).isEmptyDirectory();
  }
}
