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

class NewFolderTest {
  @TempDir private Path folder;

  @Test
  void ofTwoThatWriteAFolderTheSecondIsRefusedAndTheFirstIsWhole() throws Exception {
    Path model = folder.resolve("model");
    NewFolder.create(
        model,
        staging -> {
          Files.writeString(staging.resolve("a"), "mine");
          assertThatExceptionOfType(WrongUseException.class)
              .isThrownBy(() -> NewFolder.create(model, _ -> {}))
              .withMessageStartingWith(model + ": another process is writing this folder\nhint: ");
          assertThat(staging.resolve("a")).hasContent("mine");
          assertThat(model).doesNotExist();
        });
    assertThat(model.resolve("a")).hasContent("mine");
    assertThat(Tree.list(folder)).containsExactly(model);
  }

  @Test
  void aFolderIsNotMadeWhereAnotherOneCameMeanwhile() throws Exception {
    Path model = folder.resolve("model");
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() ->
            NewFolder.create(
                model,
                staging -> {
                  Files.createDirectory(model);
                  Files.writeString(model.resolve("b"), "theirs");
                }))
        .withMessageStartingWith(model + ": is not empty");
    assertThat(model.resolve("b")).hasContent("theirs");
    assertThat(Tree.list(folder)).containsExactly(model);
  }

  @Test
  void aFailureLeavesNothing() throws Exception {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() ->
            NewFolder.create(
                folder.resolve("model"),
                staging -> {
                  Files.writeString(staging.resolve("a"), "half");
                  throw new IOException("No space left on device");
                }))
        .withMessage("No space left on device");
    assertThat(Tree.list(folder)).isEmpty();
  }

  @Test
  void anUpdateReplacesFilesOfTheSameNameAndLeavesTheOthers() throws Exception {
    Files.writeString(folder.resolve("a"), "old");
    Files.writeString(folder.resolve("b"), "old");
    NewFolder.update(folder, staging -> Files.writeString(staging.resolve("a"), "new"));
    assertThat(folder.resolve("a")).hasContent("new");
    assertThat(folder.resolve("b")).hasContent("old");
  }
}
