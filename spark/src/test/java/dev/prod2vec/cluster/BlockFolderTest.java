package dev.prod2vec.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.prod2vec.file.InputException;
import dev.prod2vec.file.WriteGuard;
import dev.prod2vec.lake.LocalSpark;
import dev.prod2vec.task.TaskFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockFolderTest {
  private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path parent;

  @Test
  void aFileThatHasChangedIsRefused() throws Exception {
    TaskFiles files = new TaskFiles(parent, parent, parent, WriteGuard.OPEN);
    BlockFolder folder =
        new BlockFolder(LocalSpark.cluster(files).files().unfinished("the rounds"));
    BlockFile file = folder.write("block", 3, CONTENT);
    assertThat(file.name()).startsWith("block-3-");
    assertThat(folder.read(file)).isEqualTo(CONTENT);
    Files.writeString(parent.resolve("the rounds").resolve(file.name()), "another");
    assertThatThrownBy(() -> folder.read(file))
        .isExactlyInstanceOf(InputException.class)
        .hasMessageContaining("the rounds/" + file.name() + ": the file has changed since")
        .hasMessageContaining("hint: remove the folder");
  }
}
