package dev.prod2vec.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The folder `jvm` is the one home of the virtual machine's options.
class JvmOptionsTest {
  private static final List<String> EVERYWHERE = List.of("common", "training");

  @TempDir Path folder;

  @Test
  void theTestsRunWithTheOptionsThatMakeTrainingFast() {
    List<String> given = ManagementFactory.getRuntimeMXBean().getInputArguments();
    for (String file : List.of("common", "training", "class-path")) {
      assertThat(given).as(file).containsAll(options(file));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theLauncherTakesThemFromTheFolderAndLetsTheUserOverrideThem() throws IOException {
    assertThat(arguments("train"))
        .containsSubsequence(
            at("common"), at("linux"), at("training"), "-Dmine=yes", "-jar", "train")
        .doesNotContain(at("short"));
    for (String many : List.of("complete", "similar --products ids.txt")) {
      assertThat(arguments(many.split(" "))).contains(at("training")).doesNotContain(at("short"));
    }
    assertThat(arguments("similar"))
        .containsSubsequence(
            at("common"), at("linux"), at("short"), "-Dmine=yes", "-jar", "similar")
        .doesNotContain(at("training"));
  }

  @Test
  void theImageAndTheBenchmarksTakeThemFromTheFolder() {
    for (String file : EVERYWHERE) {
      assertThat(Repository.text("bench/run.sh")).contains("@$root/jvm/" + file);
      assertThat(Repository.text("aws/pom.xml")).contains("<arg>@/opt/jvm/" + file + "</arg>");
    }
  }

  @Test
  void nothingRepeatsThem() throws IOException {
    List<String> repeated = new ArrayList<>();
    for (String name :
        List.of("prod2vec", "pom.xml", "aws/pom.xml", "cli/pom.xml", "bench/run.sh", "aws/image")) {
      for (String file : List.of("common", "linux", "short", "training", "class-path")) {
        for (String option : options(file)) {
          if (Repository.text(name).contains(option)) {
            repeated.add(name + ": " + option);
          }
        }
      }
    }
    assertThat(repeated).isEmpty();
  }

  private static List<String> options(String file) {
    List<String> options =
        Repository.text("jvm/" + file).lines().filter(line -> line.startsWith("-")).toList();
    assertThat(options).as(file).isNotEmpty();
    return options;
  }

  private static String at(String file) {
    return "@" + Repository.ROOT.resolve("jvm").resolve(file);
  }

  /// What the launcher calls java with, by a JDK that prints its arguments.
  private List<String> arguments(String... command) throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
    for (String program : List.of("java", "javac")) {
      Path file = bin.resolve(program);
      Files.writeString(file, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
    String script = "export PROD2VEC_JAVA_OPTIONS=-Dmine=yes JAVA_HOME='" + folder + "'";
    var result = new CommandLine(folder).runBehind(script, command);
    assertThat(result.exit()).as(result.err()).isZero();
    return result.out().lines().toList();
  }
}
