package dev.prod2vec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class InterruptionTest {
  /// What is done with a process that works, and what it says meanwhile.
  private interface Conversation {
    void with(Process process, BufferedReader says) throws IOException, InterruptedException;
  }

  @TempDir private Path folder;

  private static int exitOf(String work, Conversation conversation) throws Exception {
    return exitOf(work, "", conversation);
  }

  private static int exitOf(String work, String starter, Conversation conversation)
      throws Exception {
    Process process =
        new ProcessBuilder(
                // What a shell starts in the background is deaf to ctrl-C, what nohup starts to the
                // end of the terminal, and so is what these start.
                "perl",
                "-e",
                "$SIG{INT} = $SIG{HUP} = 'DEFAULT'; exec {$ARGV[0]} @ARGV or die $!",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dstarter=" + starter,
                Worker.class.getName(),
                work)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader says = process.inputReader()) {
      assertThat(says.readLine()).isEqualTo("works");
      conversation.with(process, says);
      process.waitFor();
      return process.exitValue();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static void signal(Process process, String signal)
      throws IOException, InterruptedException {
    String pid = Long.toString(process.pid());
    assertThat(new ProcessBuilder("kill", "-" + signal, pid).start().waitFor()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "HUP"})
  void aSignalInterruptsTheWorkWhichMayStillDraw(String signal) throws Exception {
    int exit =
        exitOf(
            "draws",
            (process, says) -> {
              signal(process, signal);
              assertThat(says.readLine()).isEqualTo("interrupted");
              assertThat(says.readLine()).isEqualTo("drawn");
              assertThat(says.readLine()).as("what the work has not said").isEqualTo("interrupted");
            });
    assertThat(exit).isEqualTo(130);
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void aSecondSignalEndsAtOnceWhatDoesNotStop(String signal) throws Exception {
    int exit =
        exitOf(
            "goes on",
            (process, says) -> {
              signal(process, "INT");
              assertThat(says.readLine()).isEqualTo("interrupted");
              signal(process, signal);
              assertThat(says.readLine()).isEqualTo("interrupted twice: ended at once");
            });
    assertThat(exit).isEqualTo(130);
  }

  @Test
  void aSignalThatTheStarterPassesOnIsTheSameOneAndItsEndIsTheSecond() throws Exception {
    Process starter = new ProcessBuilder("sleep", "600").start();
    int exit =
        exitOf(
            "draws when told",
            Long.toString(starter.pid()),
            (process, says) -> {
              signal(process, "INT");
              assertThat(says.readLine()).isEqualTo("interrupted");
              signal(process, "TERM");
              signal(process, "INT");
              try (OutputStream told = process.getOutputStream()) {
                told.write('\n');
              }
              assertThat(says.readLine()).isEqualTo("drawn");
            });
    assertThat(exit).isEqualTo(130);
    exit =
        exitOf(
            "goes on",
            Long.toString(starter.pid()),
            (process, says) -> {
              signal(process, "TERM");
              assertThat(says.readLine()).isEqualTo("interrupted");
              starter.destroyForcibly().waitFor();
              assertThat(says.readLine()).isEqualTo("interrupted twice: ended at once");
            });
    assertThat(exit).isEqualTo(130);
  }

  @Test
  void theEndOfTheStarterInterruptsTheWork() throws Exception {
    Process starter = new ProcessBuilder("sleep", "600").start();
    int exit =
        exitOf(
            "draws",
            Long.toString(starter.pid()),
            (_, says) -> {
              starter.destroyForcibly().waitFor();
              assertThat(says.readLine()).isEqualTo("interrupted");
              assertThat(says.readLine()).isEqualTo("drawn");
            });
    assertThat(exit).isEqualTo(130);
  }

  @Test
  void aTerminalThatIsClosedTwiceIsOneSignal() throws Exception {
    int exit =
        exitOf(
            "draws when told",
            (process, says) -> {
              signal(process, "HUP");
              assertThat(says.readLine()).isEqualTo("interrupted");
              signal(process, "HUP");
              process.getOutputStream().close();
              assertThat(says.readLine()).isEqualTo("drawn");
            });
    assertThat(exit).isEqualTo(130);
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void oneSignalEndsTheWaitForANamedPipeThatNobodyWritesTo(String signal) throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThat(exitOf("opens " + pipe, (process, _) -> signal(process, signal))).isEqualTo(130);
  }

  @Test
  void oneSignalEndsTheWaitForAServerThatIsSilent() throws Exception {
    assertThat(exitOf("hears a server", (process, _) -> signal(process, "TERM"))).isEqualTo(130);
  }

  @Test
  void oneSignalEndsTheWaitForAReaderOfStandardOutput() throws Exception {
    assertThat(exitOf("floods", (process, _) -> signal(process, "TERM"))).isEqualTo(130);
  }

  @Test
  void workThatSavesAfterTheSignalIsLetAloneHoweverLongItWaits() throws Exception {
    int exit =
        exitOf(
            "saves slowly",
            (process, says) -> {
              signal(process, "TERM");
              assertThat(says.readLine()).isEqualTo("interrupted");
              assertThat(says.readLine()).isEqualTo("saved");
            });
    assertThat(exit).isEqualTo(130);
  }

  @Test
  void workThatIsNotDisturbedEndsWithItsOwnExitCode() throws Exception {
    assertThat(exitOf("ends", (_, _) -> {})).isEqualTo(7);
  }

  /// A process that works until it hears a signal.
  static final class Worker {
    private Worker() {}

    @SuppressWarnings("SystemExitOutsideMain")
    public static void main(String[] arguments) {
      Optional<ProcessHandle> starter =
          Optional.ofNullable(Long.getLong("starter")).flatMap(ProcessHandle::of);
      System.exit(Interruption.guard(() -> work(arguments[0]), System.out::println, starter));
    }

    private static int work(String how) {
      System.out.println("works");
      if (how.equals("ends")) {
        return 7;
      }
      waitInVain(how);
      sleep(600);
      System.out.println("interrupted");
      if (how.startsWith("draws")) {
        if (how.equals("draws when told")) {
          var _ = IO.readln();
        }
        Graphics2D graphics = new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB).createGraphics();
        graphics.drawGlyphVector(
            new Font(Font.SANS_SERIF, Font.PLAIN, 9)
                .createGlyphVector(graphics.getFontRenderContext(), "7"),
            0,
            9);
        System.out.println("drawn");
      } else if (how.equals("saves slowly")) {
        sleep(5);
        System.out.println("saved");
      } else {
        sleep(600);
      }
      return 0;
    }

    /// In calls that hear no interrupt.
    private static void waitInVain(String how) {
      try {
        if (how.startsWith("opens ")) {
          new FileInputStream(how.replaceFirst("opens ", "")).close();
        } else if (how.equals("hears a server")) {
          try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
              Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
            var _ = client.getInputStream().read();
          }
        } else if (how.equals("floods")) {
          while (true) {
            System.out.println("nobody reads this");
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void sleep(int seconds) {
      try {
        TimeUnit.SECONDS.sleep(seconds);
      } catch (InterruptedException _) {
        // That is what is waited for.
      }
    }
  }
}
