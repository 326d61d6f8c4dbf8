package dev.prod2vec.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.prod2vec.file.InputException;
import dev.prod2vec.plane.ProductMap;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class MapFileTest {
  private static final Vocabulary VOCABULARY =
      new Vocabulary(
          List.of("x"),
          List.of(
              new Product(0, "007", "Crème 日本", List.of("sweet"), 9),
              new Product(1, "b", "two\nlines", List.of(""), 7),
              new Product(2, "c", "", List.of("sour"), 7)));
  private static final ProductMap MAP =
      new ProductMap(new float[] {40, 960, 960.25f}, new float[] {0, 1000, 123.456f}, 2);

  @TempDir Path folder;

  @Test
  void everyProductHasItsPlace() throws Exception {
    MapFile.write(folder.resolve(MapFile.NAME), MAP, VOCABULARY, folder);
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                """
                SELECT concat_ws('|', "index", product_id, product_name, "count", x, y, anchor)
                FROM '%s'\
                """
                    .formatted(folder.resolve(MapFile.NAME)))) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    assertThat(rows)
        .containsExactly(
            "0|007|Crème 日本|9|40.0|0.0|true",
            "1|b|two\nlines|7|960.0|1000.0|true",
            "2|c||7|960.25|123.456|false");
    assertThat(folder).isDirectoryNotContaining("glob:**/.duckdb*");
  }

  @Test
  void aMapIsReadBackAsItWas() throws Exception {
    Path file = folder.resolve(MapFile.NAME);
    MapFile.write(file, MAP, VOCABULARY, folder);
    ProductMap read = MapFile.read(file, 3, folder);
    assertThat(read.x()).isEqualTo(MAP.x());
    assertThat(read.y()).isEqualTo(MAP.y());
    assertThat(read.anchors()).isEqualTo(MAP.anchors());
    assertThatThrownBy(() -> MapFile.read(file, 4, folder))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith("has 3 products, but the model has 4");
    Path other = Files.writeString(folder.resolve("other"), "no map");
    assertThatThrownBy(() -> MapFile.read(other, 3, folder)).isInstanceOf(InputException.class);
  }

  @Test
  void theSamePlacesGiveTheSameBytes() throws Exception {
    MapFile.write(folder.resolve("one"), MAP, VOCABULARY, folder);
    MapFile.write(folder.resolve("two"), MAP, VOCABULARY, folder);
    assertThat(folder.resolve("two")).hasSameBinaryContentAs(folder.resolve("one"));
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux has /dev/full, the disk that is full")
  void aFullDiskIsNamed() throws Exception {
    Path file = folder.resolve(MapFile.NAME);
    Files.createSymbolicLink(file, Path.of("/dev/full"));
    assertThatThrownBy(() -> MapFile.write(file, MAP, VOCABULARY, folder))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(MapFile.NAME + ": cannot be written: No space left on device");
  }
}
