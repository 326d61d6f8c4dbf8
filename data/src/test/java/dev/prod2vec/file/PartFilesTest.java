package dev.prod2vec.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartFilesTest {
  @TempDir private Path folder;

  private Path table(String... names) throws IOException {
    Path table = Files.createDirectories(folder.resolve("baskets.parquet"));
    for (String name : names) {
      Files.writeString(table.resolve(name), name);
    }
    return table;
  }

  @Test
  void aFileIsItsOnlyPart() throws IOException {
    Path file = Files.writeString(folder.resolve("baskets.parquet"), "text");
    PartFiles parts = PartFiles.of(file);
    assertThat(parts.files()).containsExactly(file);
    assertThat(parts.isFolder()).isFalse();
    assertThat(parts.sha256()).isEqualTo(Sha256.of(file));
  }

  @Test
  void theFilesOfAFolderAreInTheOrderOfTheirNumbers() throws IOException {
    Path table =
        table(
            "part-00002.parquet",
            "part-00000-7-zz.parquet",
            "part-00001.parquet",
            ".part-00000.parquet.crc");
    PartFiles parts = PartFiles.of(table);
    assertThat(parts.files())
        .extracting(file -> file.getFileName().toString())
        .containsExactly("part-00000-7-zz.parquet", "part-00001.parquet", "part-00002.parquet");
    assertThat(parts.isFolder()).isTrue();
    String hash = parts.sha256();
    Files.writeString(table.resolve("part-00001.parquet"), "other");
    assertThat(PartFiles.of(table).sha256()).isNotEqualTo(hash);
  }

  @Test
  void aFolderThatLacksAPartOrHoldsSomethingElseIsRefused() throws IOException {
    Path table = table();
    refused(table, "lacks part 0, part-00000.parquet; parts are numbered from 0 without a gap");
    table("part-00001.parquet");
    refused(table, "lacks part 0, part-00000.parquet; parts are");
    table("part-00000.parquet", "part-00003.parquet");
    refused(table, "lacks part 2, part-00002.parquet; parts are");
    table("part-00002-1-a.parquet", "part-00002-2-b.parquet");
    refused(table, "has part 2 twice: part-00002-1-a.parquet and part-00002-2-b.parquet");
    table("_SUCCESS");
    refused(
        table,
        "holds _SUCCESS, which is no part; allowed are files named part-00000.parquet,"
            + " part-00001.parquet and so on");
  }

  @Test
  void aFolderInTheFolderIsNoPart() throws IOException {
    Path table = table("part-00000.parquet");
    Files.createDirectories(table.resolve("part-00001.parquet"));
    refused(table, "holds part-00001.parquet/, which is no part");
  }

  @Test
  void neitherFileNorFolderIsNoFile() {
    refused(folder.resolve("nothing"), "no such file");
  }

  private static void refused(Path table, String message) {
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> PartFiles.of(table))
        .withMessageStartingWith(table + ": " + message);
  }

  @Test
  void aNameHoldsItsNumberAndTheTag() {
    assertThat(PartFiles.name(0, "")).isEqualTo("part-00000.parquet");
    assertThat(PartFiles.name(99_999, "3-0f")).isEqualTo("part-99999-3-0f.parquet");
    for (int number : List.of(-1, 100_000)) {
      assertThatIllegalArgumentException().isThrownBy(() -> PartFiles.name(number, ""));
    }
    for (String tag : List.of("a/b", "a.b", "a b", "ä")) {
      assertThatIllegalArgumentException().isThrownBy(() -> PartFiles.name(0, tag));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "baskets.parquet/part-00000.parquet, baskets.parquet",
    "a/b/part-00017-3-0f.parquet, a/b",
  })
  void thePathOfAPartBelongsToItsTable(String path, String table) {
    assertThat(PartFiles.isPart(path)).isTrue();
    assertThat(PartFiles.table(path)).isEqualTo(table);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "baskets.parquet",
        "part-00000.parquet",
        "projector/vectors.tsv",
        "baskets.parquet/part-0.parquet",
        "baskets.parquet/part-00000.csv",
        "baskets.parquet/.part-00000.parquet",
      })
  void everyOtherPathIsATableOfItsOwn(String path) {
    assertThat(PartFiles.isPart(path)).isFalse();
    assertThat(PartFiles.table(path)).isEqualTo(path);
  }
}
