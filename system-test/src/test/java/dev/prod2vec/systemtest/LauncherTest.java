package dev.prod2vec.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherTest {
  @TempDir Path directory;

  @Test
  void itSaysNothingOfItsOwnAndBuildsNothingWhenNothingChanged() throws IOException {
    Path built = Repository.ROOT.resolve("cli/target/lib/.built");
    var before = Files.getLastModifiedTime(built);
    var result = new CommandLine(directory).run("--version");
    assertThat(result.exit()).isZero();
    assertThat(result.out()).matches("prod2vec [0-9].*\n");
    assertThat(result.err()).isEmpty();
    assertThat(Files.getLastModifiedTime(built)).isEqualTo(before);
    assertThat(Folder.files(directory)).isEmpty();
  }

  @Test
  void itWorksThroughALinkAndFromAFolderWithASpace() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("a folder"));
    Path link =
        Files.createSymbolicLink(folder.resolve("p2v"), Repository.ROOT.resolve("prod2vec"));
    var result =
        CommandLine.await(new CommandLine(folder).start(List.of(link.toString(), "--version")));
    assertThat(result.exit()).as(result.err()).isZero();
    Files.delete(link);
  }

  @Test
  void theProgramForSparkTakesThatEngineUnlessAnotherOneIsNamed() throws IOException {
    Path link =
        Files.createSymbolicLink(
            directory.resolve("link"), Repository.ROOT.resolve("prod2vec-spark"));
    assertThat(spark(link, "config").out()).contains("\nengine: spark ");
    assertThat(spark(link, "config --engine local").out()).contains("\nengine: local ");
    for (String command :
        List.of("run --orders x.csv", "task pre_process_data --run-dir x", "demo")) {
      var refused = spark(link, command);
      assertThat(refused.exit()).as(command).isEqualTo(2);
      assertThat(refused.err())
          .as(command)
          .startsWith("error: spark.home: is empty, and so is the variable SPARK_HOME");
    }
    assertThat(spark(link, "run --help").exit()).isZero();
    Files.delete(link);
    assertThat(Folder.files(directory)).isEmpty();
  }

  private CommandLine.Result spark(Path program, String command) {
    String script = "unset SPARK_HOME; exec \"$0\" " + command;
    return CommandLine.await(
        new CommandLine(directory).start(List.of("sh", "-c", script, program.toString())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unset LANG LC_CTYPE LC_ALL",
        // Where %d writes digits that SQL does not know.
        "export LC_ALL=POSIX"
            + " PROD2VEC_JAVA_OPTIONS='-XX:TieredStopAtLevel=1 -Duser.language=ar -Duser.country=EG'"
      })
  void argumentsAndFileNamesAreUtf8AndNumbersAsciiWhateverTheLocale(String locale)
      throws IOException {
    FinishedRun finished = FinishedRun.one();
    var found = finished.commandLine().runBehind(locale, "similar", SmallShop.name(0));
    assertThat(found.exit()).as(found.err()).isZero();
    assertThat(found.err()).isEmpty();
    Files.writeString(directory.resolve("Käufe.csv"), SmallShop.orders());
    List<String> words = new ArrayList<>(SmallShop.QUICK);
    words.addAll(0, List.of("train", "--baskets", "Käuf?.csv", "--out", "é", "--epochs", "1"));
    var trained = new CommandLine(directory).runBehind(locale, words.toArray(String[]::new));
    assertThat(trained.exit()).as(trained.err()).isZero();
    assertThat(directory.resolve("é/model.safetensors")).exists();
  }

  @Test
  void aLocalRunOpensNoStoreOfAService() throws IOException {
    SmallShop.write(directory);
    String script = "export PROD2VEC_JAVA_OPTIONS=-Xlog:class+load:file=classes.log";
    var result = new CommandLine(directory).runBehind(script, SmallShop.run("--epochs", "1"));
    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(Files.readString(directory.resolve("classes.log")))
        .contains("dev.prod2vec.training.Trainer")
        .doesNotContain("software.amazon", "dev.prod2vec.s3.S3Store");
  }

  @Test
  void simdIsUsedByThatWhichIsCompiledToRunFast() throws IOException {
    String options =
        "export PROD2VEC_JAVA_OPTIONS='-Xlog:class+load:file=" + directory + "/%s.log %s'";
    SmallShop.write(directory);
    for (String level : List.of("1", "4")) {
      var result =
          new CommandLine(directory)
              .runBehind(
                  options.formatted("run-" + level, "-XX:TieredStopAtLevel=" + level),
                  SmallShop.run("--epochs", "1"));
      assertThat(result.exit()).as(result.err()).isZero();
    }
    FinishedRun.one()
        .commandLine()
        .runBehind(options.formatted("similar", ""), "similar", SmallShop.name(0));
    String vectors = "dev.prod2vec.linalg.VectorKernel";
    assertThat(Files.readString(directory.resolve("similar.log")))
        .contains("dev.prod2vec.linalg.ScalarKernel")
        .doesNotContain(vectors);
    assertThat(Files.readString(directory.resolve("run-1.log"))).doesNotContain(vectors);
    assertThat(Files.readString(directory.resolve("run-4.log"))).contains(vectors);
  }

  @Test
  void theArchiveOfClassesFits() {
    // With this the virtual machine does not start without.
    String script = "export PROD2VEC_JAVA_OPTIONS=-Xshare:on";
    var result = new CommandLine(directory).runBehind(script, "--version");
    assertThat(Repository.ROOT.resolve("cli/target/prod2vec.jsa")).exists();
    assertThat(result.exit()).as(result.err()).isZero();
  }

  @Test
  void theArchiveOfShortCommandsFits() {
    // With this the virtual machine does not start without.
    String script = "export PROD2VEC_JAVA_OPTIONS=-XX:AOTMode=on";
    var result = new CommandLine(directory).runBehind(script, "version");
    assertThat(Repository.ROOT.resolve("cli/target/prod2vec.aot")).exists();
    assertThat(result.exit()).as(result.err()).isZero();
  }

  @Test
  void optionsThatTheArchiveWasNotMadeForChangeNothingThatIsPrinted() {
    for (String options :
        List.of(
            "-Xshare:off",
            "-Xmx48m",
            "-XX:-UseCompressedOops",
            "-XX:TieredStopAtLevel=4",
            "-XX:AOTCache=none",
            "--add-modules=jdk.httpserver")) {
      var result =
          new CommandLine(directory)
              .runBehind("export PROD2VEC_JAVA_OPTIONS='" + options + "'", "version");
      assertThat(result.exit()).as(options + result.err()).isZero();
      assertThat(result.out()).as(options).startsWith("prod2vec ");
      assertThat(result.err()).as(options).isEmpty();
    }
  }

  @Test
  void neighboursAreFoundWithoutDuckDb() throws IOException {
    String script =
        "export PROD2VEC_JAVA_OPTIONS=-Xlog:class+load:file=" + directory + "/classes.log";
    var result = FinishedRun.one().commandLine().runBehind(script, "similar", SmallShop.name(0));
    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(Files.readString(directory.resolve("classes.log")))
        .contains("dev.prod2vec.recommend.Recommender")
        .doesNotContain("org.duckdb");
  }

  @Test
  void itStartsWhereFewFilesMayBeOpen() {
    var result = new CommandLine(directory).runBehind("ulimit -n 64", "--version");
    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.err()).isEmpty();
  }

  @Test
  void itPassesOptionsToTheVirtualMachine() {
    String script = "export PROD2VEC_JAVA_OPTIONS=-Xmx1k";
    var result = new CommandLine(directory).runBehind(script, "--version");
    assertThat(result.exit()).isNotZero();
    assertThat(result.err() + result.out()).contains("heap");
    // One that is right changes nothing that is printed.
    var quiet =
        new CommandLine(directory)
            .runBehind("export PROD2VEC_JAVA_OPTIONS='-Xmx512m -Dno=1'", "--version");
    assertThat(quiet.exit()).isZero();
    assertThat(quiet.err()).isEmpty();
  }

  @Test
  void whatTheVirtualMachineSaysBeforeMainIsSeenButForItsWarning() {
    // Through a pipe, whose end waits for all that is written.
    String command = "\"$1\" train --help 2>&1 >/dev/null | cat";
    for (String options : List.of("", "-XX:NoSuchOption", "-XX:-NoSuchOption -Dno=1")) {
      String script = "export PROD2VEC_JAVA_OPTIONS='" + options + "'; " + command;
      var result =
          CommandLine.await(
              new CommandLine(directory)
                  .start(
                      List.of(
                          "sh",
                          "-c",
                          script,
                          "sh",
                          Repository.ROOT.resolve("prod2vec").toString())));
      if (options.isEmpty()) {
        assertThat(result.out()).isEmpty();
      } else {
        assertThat(result.out()).contains("NoSuchOption");
      }
      assertThat(result.out()).doesNotContain("incubator");
    }
  }

  @Test
  void theHelpOfACommandIsItsPartOfTheReferencePage() {
    String help = new CommandLine(directory).run("similar", "--help").out();
    assertThat(Repository.text("docs/reference/commands.md")).contains(help);
    assertThat(help).startsWith("Usage: prod2vec similar").contains("Examples:");
  }

  @Test
  void theReferencePagesAreWhatTheProgramSaysOfItself() {
    for (Map.Entry<String, String> page :
        Map.of(
                "commands", "docs/reference/commands.md",
                "config", "docs/reference/config.md",
                "api", "docs/reference/api.md")
            .entrySet()) {
      var result = new CommandLine(directory).run("reference", page.getKey());
      assertThat(result.exit()).isZero();
      assertThat(Repository.text(page.getValue())).isEqualTo(result.out());
    }
  }

  @Test
  void whatConfigShowPrintsIsAConfigThatSaysTheSame() throws IOException {
    CommandLine commandLine = new CommandLine(directory);
    String shown = commandLine.run("config", "--show", "--dim", "17").out();
    assertThat(shown).contains("dim: 17");
    Files.writeString(directory.resolve("prod2vec.yaml"), shown);
    assertThat(values(commandLine.run("config", "--show").out())).isEqualTo(values(shown));
  }

  @Test
  void aFlagWinsOverTheEnvironmentAndThatOverTheFile() throws IOException {
    Files.writeString(
        directory.resolve("prod2vec.yaml"), "training:\n  dim: 11\n  epochs: 12\n  seed: 13\n");
    var result =
        new CommandLine(directory)
            .runBehind(
                "export PROD2VEC_TRAINING_DIM=21 PROD2VEC_TRAINING_EPOCHS=22",
                "config",
                "--show",
                "--training.dim",
                "31");
    assertThat(values(result.out())).contains("dim: 31", "epochs: 22", "seed: 13");
  }

  /// The lines of a config without their comments.
  private static List<String> values(String yaml) {
    return yaml.lines()
        .map(line -> line.replaceFirst("\\s*#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }
}
