package dev.prod2vec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {
  /// The folder above the module, which Maven and IDEs start tests in.
  private static final Path ROOT = Path.of("..");

  @ParameterizedTest
  @ValueSource(strings = {"config", "commands", "api"})
  void thePageIsWhatTheCodeSays(String page) throws IOException {
    Terminal terminal = new Terminal();
    assertThat(terminal.run("reference", page)).isZero();
    String file = "docs/reference/" + page + ".md";
    assertThat(terminal.out())
        .as("after a change: ./prod2vec reference %s > %s", page, file)
        .isEqualTo(Files.readString(ROOT.resolve(file)));
  }
}
