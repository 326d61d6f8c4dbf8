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
  void aCsvTableHasPartsInCsv() throws IOException {
    Path table = Files.createDirectory(folder.resolve("neighbours.csv"));
    refused(table, "lacks part 0, part-00000.csv; parts are numbered from 0 without a gap");
    Files.writeString(table.resolve("part-00001-2-b.csv"), "b");
    Files.writeString(table.resolve("part-00000-2-c.csv"), "c");
    assertThat(PartFiles.of(table).files())
        .extracting(file -> file.getFileName().toString())
        .containsExactly("part-00000-2-c.csv", "part-00001-2-b.csv");
    Files.writeString(table.resolve("part-00002.parquet"), "");
    refused(
        table,
        "holds part-00002.parquet, which is no part; allowed are files named part-00000.csv,"
            + " part-00001.csv and so on");
  }

  @Test
  void theHashOfPartsIsTheHashOfTheirHashesALineEach() throws IOException {
    Path table = table();
    Files.writeString(table.resolve("part-00000.parquet"), "a");
    Files.writeString(table.resolve("part-00001.parquet"), "b");
    // printf a | sha256sum, printf b | sha256sum, and of both lines.
    List<String> parts =
        List.of(
            "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb",
            "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d");
    assertThat(PartFiles.of(table).sha256())
        .isEqualTo(PartFiles.sha256(parts))
        .isEqualTo("bf75fafab8e46555836b92f1b04106b795a9ed36bd39b351f103b28819895f33");
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
    assertThat(PartFiles.name("s3://shop/r1/weights.csv", 7, "1")).isEqualTo("part-00007-1.csv");
    assertThat(PartFiles.name("baskets.parquet", 7, "")).isEqualTo("part-00007.parquet");
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
    "neighbours.csv/part-00000.csv, neighbours.csv",
    "a/b.csv/part-00017-3-0f.csv, a/b.csv",
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
        "neighbours.csv/part-00000.parquet",
        "neighbours.csv/part-00000",
        "baskets.parquet/.part-00000.parquet",
      })
  void everyOtherPathIsATableOfItsOwn(String path) {
    assertThat(PartFiles.isPart(path)).isFalse();
    assertThat(PartFiles.table(path)).isEqualTo(path);
  }
}
