package dev.prod2vec.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs copies of the launchers in which the system's folders are moved below an empty root, so
/// that a JDK of this machine is not found by accident.
class FindJdkTest {
  private static final List<String> TOOLS =
      List.of("sh", "cat", "dirname", "basename", "find", "grep", "readlink", "uname", "tr");

  @TempDir Path root;
  private Path checkout;

  @BeforeEach
  void copyTheLaunchersAndATooSmallPath() throws IOException {
    checkout = Files.createDirectories(root.resolve("checkout"));
    Files.createDirectories(checkout.resolve(".mvn/wrapper"));
    for (String file : List.of("mvnw", "prod2vec", ".mvn/wrapper/maven-wrapper.properties")) {
      Files.copy(Repository.ROOT.resolve(file), checkout.resolve(file));
    }
    String script = Repository.text(".mvn/find-jdk.sh");
    String moved = script.replaceAll("(?m)(^| )(?=/(usr|opt|Library|home)/)", "$1" + root);
    assertThat(moved).contains(root + "/usr/lib/jvm/", root + "/opt/java/");
    Files.writeString(checkout.resolve(".mvn/find-jdk.sh"), moved);
    Path tools = Files.createDirectories(root.resolve("bin"));
    for (String tool : TOOLS) {
      for (String folder : List.of("/bin", "/usr/bin")) {
        Path there = Path.of(folder, tool);
        if (Files.isExecutable(there)) {
          executable(tools.resolve(tool), "#!/bin/sh\nexec " + there + " \"$@\"\n");
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"./mvnw", "./prod2vec"})
  void withoutAJdk25OneMessageSaysSoAndHowToGetOne(String launcher) {
    var result = run("JAVA_HOME=/nonexistent", launcher, "--version");
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.errLines()).hasSize(2);
    assertThat(result.errLines().get(0)).contains("needs a JDK 25 and found none in JAVA_HOME");
    assertThat(result.errLines().get(1)).startsWith("hint: ").contains("install", "JAVA_HOME");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "usr/lib/jvm/temurin-25-jdk-amd64",
        "opt/java/openjdk",
        "home/me/.sdkman/candidates/java/25.0.1-tem",
        "home/me/.local/share/mise/installs/java/temurin-25",
        "home/me/.asdf/installs/java/temurin-25.0.1",
        "home/me/.jdks/temurin-25",
        "Library/Java/JavaVirtualMachines/jdk-25.jdk/Contents/Home"
      })
  void aJdk25IsFoundWhereOneUsuallyIs(String folder) throws IOException {
    jdk("usr/lib/jvm/java-17-openjdk", "17.0.2");
    Path jdk = jdk(folder, "25.0.1");
    assertThat(found("JAVA_HOME=" + root.resolve("usr/lib/jvm/java-17-openjdk"))).isEqualTo(jdk);
  }

  @Test
  void javaHomeComesFirstAndThenThePath() throws IOException {
    jdk("usr/lib/jvm/a-25", "25");
    Path home = jdk("somewhere/jdk-25", "25.0.2");
    assertThat(found("JAVA_HOME=" + home)).isEqualTo(home);
    // A link on the path, as alternatives make one.
    Files.createSymbolicLink(root.resolve("bin/javac"), home.resolve("bin/javac"));
    assertThat(found("JAVA_HOME=")).isEqualTo(home);
  }

  @Test
  void aRuntimeWithoutACompilerIsNotEnough() throws IOException {
    Path home = jdk("usr/lib/jvm/jre-25", "25.0.1");
    Files.delete(home.resolve("bin/javac"));
    assertThat(run("JAVA_HOME=" + home, "./mvnw", "--version").exit()).isEqualTo(2);
  }

  private Path jdk(String folder, String version) throws IOException {
    Path home = Files.createDirectories(root.resolve(folder)).toRealPath();
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    executable(home.resolve("bin/javac"), "#!/bin/sh\n");
    return home;
  }

  private static void executable(Path file, String script) throws IOException {
    Files.writeString(file, script);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private Path found(String javaHome) {
    var result = run(javaHome, "sh", "-c", ". .mvn/find-jdk.sh && printf %s \"$JAVA_HOME\"");
    assertThat(result.err()).isEmpty();
    assertThat(result.exit()).isZero();
    return Path.of(result.out());
  }

  private CommandLine.Result run(String javaHome, String... command) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "env",
                "-i",
                "PATH=" + root.resolve("bin"),
                "HOME=" + root.resolve("home/me"),
                javaHome));
    words.addAll(List.of(command));
    return CommandLine.await(new CommandLine(checkout).start(words));
  }
}
