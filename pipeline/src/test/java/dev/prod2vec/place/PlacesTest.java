package dev.prod2vec.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.mirror.StoredRuns;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.run.RunFolder;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.FolderStore;
import dev.prod2vec.store.Location;
import dev.prod2vec.store.Store;
import dev.prod2vec.store.StoreProvider;
import dev.prod2vec.store.Stores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacesTest {
  @TempDir private Path folder;
  private Places places = new Places(Stores.local());

  @BeforeEach
  void registerAStore() {
    places =
        new Places(
            new Stores(
                List.of(new Shelf(folder.resolve("shelf"))), PlacesTest::settings, Map.of()));
  }

  /// A store in a folder, whose locations begin with `shelf://`.
  private record Shelf(Path root) implements StoreProvider<StoreProvider.NoSettings> {
    @Override
    public String scheme() {
      return "shelf";
    }

    @Override
    public String example() {
      return "shelf://board/file";
    }

    @Override
    public void check(Location location) {}

    @Override
    public NoSettings defaults() {
      return new NoSettings();
    }

    @Override
    public Store open(NoSettings settings, Map<String, String> environment) {
      return new FolderStore(root, root.resolveSibling("work"));
    }
  }

  private static <S extends Record> S settings(Class<S> type) {
    return type.cast(new StoreProvider.NoSettings());
  }

  @Test
  void runsAreInAFolderOrInTheStoreOfTheirScheme() {
    assertThat(places.runs(folder.toString())).isInstanceOf(RunFolder.class);
    assertThat(places.runs("shelf://board/runs")).isInstanceOf(StoredRuns.class);
    assertThat(places.runsOf("shelf://board/runs/r1", "runs")).hasToString("shelf://board/runs");
    assertThat(places.runsOf("r1", folder.toString())).hasToString(folder.toString());
  }

  @Test
  void aFileIsReplacedOnThisMachineAndInAStore() throws Exception {
    for (String place : List.of(folder.resolve("file").toString(), "shelf://board/file")) {
      places.replaceFile(place, file -> Files.writeString(file, "old"));
      places.replaceFile(place, file -> Files.writeString(file, "new"));
    }
    assertThat(folder.resolve("file")).hasContent("new");
    assertThat(folder.resolve("shelf/board/file")).hasContent("new");
  }

  @Test
  void aFolderIsCreatedOnceAndIsAModelWhereItIs() throws Exception {
    for (String place : List.of(folder.resolve("model").toString(), "shelf://board/model")) {
      places.createFolder(place, PlacesTest::model);
      assertThat(ProductModel.isIn(places.folder(place))).as(place).isTrue();
      assertThatExceptionOfType(WrongUseException.class)
          .isThrownBy(() -> places.createFolder(place, PlacesTest::model))
          .withMessageStartingWith(place + ": is not empty");
    }
    assertThat(places.model(folder.resolve("model").toString(), "runs"))
        .isEqualTo(folder.resolve("model"));
  }

  private static void model(Path to) throws java.io.IOException {
    Files.writeString(to.resolve(ProductModel.FILE), "vectors");
    Files.writeString(to.resolve("vocabulary.parquet"), "products");
  }

  @Test
  void whatIsNotPreparedIsNone() throws Exception {
    Path csv = Files.writeString(folder.resolve("orders.csv"), "order_id,product_id\n");
    assertThat(places.prepared(csv.toString())).isEmpty();
    assertThat(places.prepared("shelf://board/orders.csv")).isEmpty();
  }
}
