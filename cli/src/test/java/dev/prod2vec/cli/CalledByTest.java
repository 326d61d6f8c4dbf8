package dev.prod2vec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalledByTest {
  @TempDir private Path folder;

  @Test
  void isThePlainNameIfAShellFindsTheSameOneOnThePath() throws IOException {
    Path program = executable("one");
    var _ = executable("two");
    assertThat(
            CalledBy.name(
                program.toString(), path(folder, folder.resolve("one"), folder.resolve("two"))))
        .isEqualTo("prod2vec");
    assertThat(
            CalledBy.name(program.toString(), path(folder.resolve("two"), folder.resolve("one"))))
        .as("a shell would start another one")
        .isEqualTo(program.toString());
    assertThat(CalledBy.name(program.toString(), path(folder))).isEqualTo(program.toString());
    assertThat(CalledBy.name("./prod2vec", Map.of())).isEqualTo("./prod2vec");
    assertThat(CalledBy.name("", path(folder))).isEmpty();
  }

  @Test
  void isTheNameOfALinkToo() throws IOException {
    Path program = executable("one");
    Path link = Files.createSymbolicLink(folder.resolve("p2v"), program);
    assertThat(CalledBy.name(link.toString(), path(folder))).isEqualTo("p2v");
    assertThat(CalledBy.name(link.toString(), path())).isEqualTo(link.toString());
  }

  private Path executable(String name) throws IOException {
    Path program = Files.createDirectories(folder.resolve(name)).resolve("prod2vec");
    Files.writeString(program, "#!/bin/sh\n");
    return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Map<String, String> path(Path... folders) {
    return Map.of("PATH", String.join(":", Arrays.stream(folders).map(Path::toString).toList()));
  }
}
