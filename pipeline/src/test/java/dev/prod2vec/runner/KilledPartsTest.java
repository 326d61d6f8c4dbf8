package dev.prod2vec.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.config.Config;
import dev.prod2vec.disk.Tree;
import dev.prod2vec.file.PartFiles;
import dev.prod2vec.file.Sha256;
import dev.prod2vec.run.FileRecord;
import dev.prod2vec.run.FolderPlace;
import dev.prod2vec.run.Outcome;
import dev.prod2vec.run.Run;
import dev.prod2vec.run.TaskRecord;
import dev.prod2vec.run.TickingClock;
import dev.prod2vec.store.MemoryFolder;
import dev.prod2vec.task.Task;
import dev.prod2vec.task.TaskGraph;
import dev.prod2vec.task.TaskResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A process that writes tables of parts is killed at random moments.
class KilledPartsTest {
  private static final int KILLS = 8;
  private static final int MAX_MILLIS = 60;
  private static final String TABLE = "baskets.parquet";

  @TempDir(factory = MemoryFolder.class)
  private Path folder;

  @Test
  @Timeout(300)
  void aTableIsOfOneAttemptOrNoRecordNamesIt() throws Exception {
    Path directory = folder.resolve("r1");
    Run.create(new FolderPlace(directory), Config.DEFAULT, TickingClock.START).close();
    Random random = new Random(1);
    for (int kill = 0; kill < KILLS; kill++) {
      Process writer =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Writer.class.getName(),
                  directory.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try {
        // It has written two tables.
        assertThat(writer.getInputStream().read()).isEqualTo('x');
        Thread.sleep(random.nextInt(MAX_MILLIS));
      } finally {
        writer.destroyForcibly().waitFor();
      }
      try (Run run = Run.open(new FolderPlace(directory), Config.SCHEMA)) {
        Optional<TaskRecord> record =
            run.record(TaskGraph.FIRST).filter(attempt -> attempt.outcome() == Outcome.DONE);
        if (record.isPresent()) {
          List<FileRecord> outputs = record.get().outputs();
          assertThat(files(directory)).isEqualTo(outputs.stream().map(FileRecord::path).toList());
          for (FileRecord output : outputs) {
            assertThat(Sha256.of(directory.resolve(output.path()))).isEqualTo(output.sha256());
          }
        }
        attempt(run, writing(1 + kill % 2));
        assertThat(files(directory)).hasSize(1 + kill % 2);
      }
    }
  }

  private static List<String> files(Path directory) throws IOException {
    return Tree.files(directory).stream()
        .map(Path::toString)
        .filter(name -> name.startsWith(TABLE))
        .toList();
  }

  private static void attempt(Run run, Task task) {
    new Runner(_ -> task, new TickingClock(), RunListener.NONE).runOne(run, TaskGraph.FIRST);
  }

  /// Writes parts; none: a file.
  private static Task writing(int parts) {
    return context -> {
      Path table = context.files().write(TABLE);
      byte[] text = "parts %s".formatted(parts).getBytes(StandardCharsets.UTF_8);
      if (parts == 0) {
        Files.write(table, text);
      } else {
        Files.createDirectories(table);
        for (int i = 0; i < parts; i++) {
          Files.write(table.resolve(PartFiles.name(i, "")), text);
        }
      }
      return TaskResult.of(Map.of());
    };
  }

  /// The process that is killed.
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws IOException {
      try (Run run = Run.open(new FolderPlace(Path.of(arguments[0])), Config.SCHEMA)) {
        for (int attempt = 1; true; attempt++) {
          attempt(run, writing(attempt * 7 % 40));
          if (attempt == 2) {
            System.out.write('x');
            System.out.flush();
          }
        }
      }
    }
  }
}
