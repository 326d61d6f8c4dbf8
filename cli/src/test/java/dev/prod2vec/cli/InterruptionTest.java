package dev.prod2vec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class InterruptionTest {
  /// What is done with a process that works, and what it says meanwhile.
  private interface Conversation {
    void with(Process process, BufferedReader says) throws IOException, InterruptedException;
  }

  private static int exitOf(String work, Conversation conversation) throws Exception {
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

  @Test
  void workThatIsNotDisturbedEndsWithItsOwnExitCode() throws Exception {
    assertThat(exitOf("ends", (_, _) -> {})).isEqualTo(7);
  }

  /// A process that works until it hears a signal.
  static final class Worker {
    private Worker() {}

    @SuppressWarnings("SystemExitOutsideMain")
    public static void main(String[] arguments) {
      System.exit(Interruption.guard(() -> work(arguments[0]), System.out::println));
    }

    private static int work(String how) {
      System.out.println("works");
      if (how.equals("ends")) {
        return 7;
      }
      sleep();
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
      } else {
        sleep();
      }
      return 0;
    }

    private static void sleep() {
      try {
        TimeUnit.MINUTES.sleep(10);
      } catch (InterruptedException _) {
        // That is what is waited for.
      }
    }
  }
}
