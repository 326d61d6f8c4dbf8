package dev.prod2vec.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeTest {
  @TempDir private Path folder;
  private Path from = Path.of("unset");
  private Path to = Path.of("unset");

  @BeforeEach
  void create() throws IOException {
    from = Files.createDirectories(folder.resolve("from"));
    to = Files.createDirectories(folder.resolve("to"));
    Files.writeString(to.resolve("other"), "stays");
  }

  private static void write(Path folder, String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text);
  }

  @Test
  void aFolderReplacesTheFolderOfItsNameAsAWhole() throws IOException {
    write(to, "table/0", "old");
    write(to, "table/1", "old");
    write(from, "table/0", "new");
    Tree.moveInto(from, to);
    assertThat(Tree.files(to)).extracting(Path::toString).containsExactly("other", "table/0");
    assertThat(to.resolve("table/0")).hasContent("new");
    assertThat(from).isEmptyDirectory();
  }

  @Test
  void aFileAndAFolderReplaceEachOther() throws IOException {
    write(to, "a/0", "old");
    write(to, "b", "old");
    write(from, "a", "new");
    write(from, "b/0", "new");
    Tree.moveInto(from, to);
    assertThat(Tree.files(to)).extracting(Path::toString).containsExactly("a", "b/0", "other");
  }

  @Test
  void aLinkIsReplacedAndNotFollowed() throws IOException {
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("precious"), "text");
    Files.createSymbolicLink(to.resolve("table"), elsewhere);
    write(from, "table/0", "new");
    Tree.moveInto(from, to);
    assertThat(elsewhere.resolve("precious")).hasContent("text");
    assertThat(elsewhere.resolve("0")).doesNotExist();
    assertThat(to.resolve("table/0")).hasContent("new");
  }
}
