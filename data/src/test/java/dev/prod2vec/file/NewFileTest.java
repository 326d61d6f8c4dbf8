package dev.prod2vec.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.disk.Tree;
import dev.prod2vec.setting.WrongUseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewFileTest {
  @TempDir private Path folder;

  @Test
  void aFileIsReplacedWholeAndAFailureLeavesTheOldOneAndIsNamed() throws Exception {
    Path file = folder.resolve("vectors.csv");
    NewFile.replace(file, to -> Files.writeString(to, "old"));
    NewFile.replace(
        file,
        to -> {
          Files.writeString(to.resolveSibling("scratch"), "beside");
          Files.writeString(to, "new");
        });
    assertThat(file).hasContent("new");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() ->
            NewFile.replace(
                file,
                to -> {
                  Files.writeString(to, "half");
                  throw new IOException("No space left on device");
                }))
        .withMessage(file + ": cannot be written: No space left on device");
    assertThat(file).hasContent("new");
    assertThat(Tree.list(folder)).containsExactly(file);
  }

  @Test
  void aPlaceThatCannotBeAFileIsRefused() throws Exception {
    Path nowhere = folder.resolve("no").resolve("file");
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> NewFile.replace(nowhere, to -> Files.writeString(to, "x")))
        .withMessage(nowhere + ": its folder does not exist or cannot be written");
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> NewFile.replace(folder, to -> Files.writeString(to, "x")))
        .withMessage(folder + ": is a folder");
  }
}
