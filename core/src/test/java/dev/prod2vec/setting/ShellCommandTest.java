package dev.prod2vec.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShellCommandTest {
  @Test
  void quotesOnlyWhatAShellWouldChange() {
    assertThat(ShellCommand.quote("runs/20260131-120000")).isEqualTo("runs/20260131-120000");
    assertThat(ShellCommand.quote("s3://shop/runs")).isEqualTo("s3://shop/runs");
    assertThat(ShellCommand.quote("Müsli")).isEqualTo("Müsli");
    assertThat(ShellCommand.quote("runs x")).isEqualTo("\"runs x\"");
    assertThat(ShellCommand.quote("Bananas, 1 lb")).isEqualTo("\"Bananas, 1 lb\"");
    assertThat(ShellCommand.quote("Ben's")).isEqualTo("\"Ben's\"");
    assertThat(ShellCommand.quote("$5 off")).isEqualTo("'$5 off'");
    assertThat(ShellCommand.quote("it's \"new\"")).isEqualTo("'it'\\''s \"new\"'");
    assertThat(ShellCommand.quote("")).isEqualTo("''");
  }

  @Test
  void aShellReadsEachWordAsItIs() throws IOException, InterruptedException {
    for (String word :
        List.of(
            "plain",
            "a b",
            "$HOME",
            "`id`",
            "\\",
            "\\n",
            "it's",
            "\"",
            "'\"'",
            "!x",
            "*",
            "~",
            "a;b",
            "(",
            "#",
            "-n",
            "a\tb",
            "a\nb",
            "{a,b}",
            "Crème brûlée",
            "",
            "&",
            "<x>")) {
      Process shell =
          new ProcessBuilder("sh", "-c", "printf %s. " + ShellCommand.quote(word)).start();
      String read = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(shell.waitFor()).isZero();
      assertThat(read).isEqualTo(word + ".");
    }
  }

  @Test
  void beginsWithTheNameThatProd2vecWasCalledBy() {
    assertThat(ShellCommand.prod2vec("runs", "--out", "a b"))
        .isEqualTo("prod2vec runs --out \"a b\"");
    System.setProperty(ShellCommand.NAME, "/opt/my tools/prod2vec");
    try {
      assertThat(ShellCommand.prod2vec("runs")).isEqualTo("\"/opt/my tools/prod2vec\" runs");
    } finally {
      System.clearProperty(ShellCommand.NAME);
    }
  }
}
