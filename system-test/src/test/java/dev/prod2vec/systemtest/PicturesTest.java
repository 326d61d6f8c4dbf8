package dev.prod2vec.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.task.TaskId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PicturesTest {
  @Test
  void thePictureOfTheModulesIsDrawnFromTheTable() throws IOException {
    String drawn = ArchitecturePicture.svg(Architecture.ofRepository());
    Path file = Repository.ROOT.resolve("system-test/target/architecture.svg");
    Files.createDirectories(file.getParent());
    Files.writeString(file, drawn);
    assertThat(Repository.text("docs/images/architecture.svg"))
        .as("stale; draw it anew: cp system-test/target/architecture.svg docs/images/")
        .isEqualTo(drawn);
  }

  @Test
  void thePictureOfTheTasksHasEveryTask() {
    String picture = Repository.text("docs/images/tasks.svg");
    for (TaskId task : TaskId.values()) {
      assertThat(picture).contains(">" + task.id() + "<");
    }
  }
}
