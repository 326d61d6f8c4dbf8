package dev.prod2vec.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Commands that a test starts and goes on beside; what is left of them ends with the test.
final class Background implements AfterEachCallback {
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(600);
  private static final Path PROCESSES = Path.of("/proc");

  private final List<CommandLine.Running> started = new ArrayList<>();

  /// What is waited for.
  interface Condition {
    boolean holds() throws IOException;
  }

  CommandLine.Running start(CommandLine command, String... words) {
    CommandLine.Running running = command.start(words);
    started.add(running);
    return running;
  }

  /// Waits until something has happened; fails where the command ends before.
  static void await(CommandLine.Running running, Condition happened)
      throws IOException, InterruptedException {
    long limit = System.nanoTime() + LIMIT_NANOS;
    while (!happened.holds()) {
      if (!running.process().isAlive() || System.nanoTime() > limit) {
        throw new AssertionError("it did not come so far: " + Files.readString(running.err()));
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  static void signal(CommandLine.Running running, String signal)
      throws IOException, InterruptedException {
    String pid = Long.toString(running.process().pid());
    assertThat(new ProcessBuilder("kill", "-" + signal, pid).start().waitFor()).isZero();
  }

  /// Lets a command sleep at a moment at which it does not lock what it works on, so that others
  /// may work on it.
  static void pause(CommandLine.Running running, Path folder)
      throws IOException, InterruptedException {
    while (true) {
      signal(running, "STOP");
      if (Files.isDirectory(PROCESSES)) {
        await(running, () -> sleeps(running));
      } else {
        TimeUnit.MILLISECONDS.sleep(200);
      }
      try (var file = FileChannel.open(folder.resolve(".lock"), StandardOpenOption.WRITE);
          var lock = file.tryLock()) {
        if (lock != null) {
          return;
        }
      }
      signal(running, "CONT");
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  /// Whether the signal has stopped all threads, which it does one by one.
  private static boolean sleeps(CommandLine.Running running) {
    Path process = PROCESSES.resolve(Long.toString(running.process().pid()));
    try (var threads = Files.newDirectoryStream(process.resolve("task"))) {
      for (Path thread : threads) {
        // The state is behind the name, which may hold anything.
        String stat = Files.readString(thread.resolve("stat"), StandardCharsets.ISO_8859_1);
        if (!stat.startsWith(") T", stat.lastIndexOf(')'))) {
          return false;
        }
      }
      return true;
    } catch (IOException _) {
      // One has just ended.
      return false;
    }
  }

  @Override
  public void afterEach(ExtensionContext context) throws InterruptedException {
    for (CommandLine.Running running : started) {
      running.process().destroyForcibly().waitFor();
      Folder.delete(running.out().getParent());
    }
    started.clear();
  }
}
