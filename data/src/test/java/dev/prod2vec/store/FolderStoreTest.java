package dev.prod2vec.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.setting.WrongUseException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FolderStoreTest implements ConditionalStoreContract {
  @TempDir private Path folder;
  private FolderStore store = new FolderStore(Path.of("unset"), Path.of("unset"));

  @BeforeEach
  void open() {
    store = new FolderStore(folder.resolve("store"), folder.resolve("work"));
  }

  @Override
  public ConditionalStore store() {
    return store;
  }

  @Override
  public Location empty() {
    return Location.parse("mem://shop");
  }

  @Test
  void aFolderInWhichThereIsNoFileIsNone() throws Exception {
    Files.createDirectories(folder.resolve("store/shop/runs/empty"));
    assertThat(store.folders(Location.parse("mem://shop/runs"))).isEmpty();
  }

  @Test
  void eachAuthorityHasAFolder() throws Exception {
    Location location = Location.parse("mem://shop/in/file");
    store.write(location, bytes("content"));
    assertThat(folder.resolve("store/shop/in")).isDirectoryContaining("glob:**/file");
    assertThat(store.workFolder(location)).isEqualTo(folder.resolve("work/shop/in/file"));
    assertThat(store.list(Location.parse("mem://other"))).isEmpty();
  }

  @Test
  void aLocationOutsideTheFolderIsRefused() {
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> store.read(Location.parse("mem://shop/../../secret")))
        .withMessage("mem://shop/../../secret: lies outside its store");
  }

  @Test
  void pathsOfThisMachineAreTheirOwnFiles() throws Exception {
    Location file = Location.of(folder.resolve("orders.csv"));
    Stores.local().of(file).write(file, bytes("1,2"));
    assertThat(folder.resolve("orders.csv")).hasContent("1,2");
    assertThat(Stores.local().of(file).fetch(List.of(file)))
        .containsExactly(folder.resolve("orders.csv"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
