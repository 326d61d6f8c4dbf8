package dev.prod2vec.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A built checkout that was copied, so that every file has a new time, and then moved to a folder
/// with a difficult name. In place of Maven it has a script that fails, so that a build is noticed.
class MovedCheckoutTest {
  private static final String SOURCE = "core/src/main/java/dev/prod2vec/embedding/Embedding.java";
  private static final List<String> TRAIN =
      List.of("train", "--baskets", "orders.csv", "--epochs", "1", "--dim", "4", "--out", "model");
  private static final String NOBODY = "exec setpriv --reuid nobody --regid nogroup --clear-groups";

  private static Path base;
  private static Path checkout;
  private Path work;

  @BeforeAll
  static void copyAndMove() throws IOException {
    base = Files.createTempDirectory("prod2vec-moved").toRealPath();
    open(base);
    Path copied = base.resolve("copied");
    for (String file : files()) {
      Path to = copied.resolve(file);
      Files.createDirectories(to.getParent());
      var result =
          shell(base, "cp -r \"$1\" \"$2\"", Repository.ROOT.resolve(file), to.getParent());
      assertThat(result.exit()).as(result.err()).isZero();
    }
    Files.writeString(copied.resolve("mvnw"), "#!/bin/sh\necho Maven was called\nexit 1\n");
    assertThat(copied.resolve("mvnw").toFile().setExecutable(true)).isTrue();
    checkout = base.resolve("a:b 'c\" $d * ü %20 #;&\\e");
    Files.move(copied, checkout);
  }

  private static List<String> files() {
    List<String> files = new ArrayList<>(List.of("prod2vec", "pom.xml", ".mvn", "jvm"));
    for (String module : Architecture.ofRepository().modules()) {
      files.add(module + "/pom.xml");
      files.add(module + "/src/main");
    }
    files.add("cli/target/lib");
    files.add("cli/target/prod2vec.jsa");
    files.add("cli/target/prod2vec.jsa.place");
    files.add("cli/target/prod2vec.aot");
    files.add("cli/target/prod2vec.aot.place");
    return files;
  }

  @BeforeEach
  void makeAFolderToWorkIn() throws IOException {
    work = Files.createTempDirectory(base, "work");
    Files.writeString(work.resolve("orders.csv"), SmallShop.orders());
    open(work);
    open(work.resolve("orders.csv"));
  }

  @AfterAll
  static void remove() {
    Folder.delete(base);
  }

  @Test
  void itTrainsTheSameModelAndLoadsNothingFromWhereItWasBuilt() throws IOException {
    var built = new CommandLine(work).run(words("built"));
    assertThat(built.exit()).as(built.err()).isZero();
    // Without the archive of classes this virtual machine does not start.
    String options =
        "-Xshare:on -XX:TieredStopAtLevel=1 -Xlog:library:file=libraries.log"
            + " -Xlog:class+load:file=classes.log";
    var moved = train(checkout, "PROD2VEC_JAVA_OPTIONS='" + options + "' exec");
    assertThat(moved.exit()).as(moved.err()).isZero();
    assertThat(moved.err()).doesNotContain("building", "Maven");
    assertThat(Folder.sha256(work.resolve("model/model.safetensors")))
        .isEqualTo(Folder.sha256(work.resolve("built/model.safetensors")));
    assertThat(Folder.text(work.resolve("libraries.log")))
        .contains(checkout + "/cli/target/lib/libduckdb_java.so")
        .doesNotContain(Repository.ROOT.toString());
    assertThat(Folder.text(work.resolve("classes.log")))
        .contains("dev.prod2vec.training.Trainer source: shared objects file (top)")
        .doesNotContain(Repository.ROOT.toString());
    assertThat(Folder.text(checkout.resolve("cli/target/lib/.built")).lines().findFirst())
        .contains(checkout.toString());
  }

  @Test
  void anotherUserWhoMayOnlyReadItWorksWithIt() throws IOException {
    Path installed = base.resolve("installed");
    copy(checkout, installed);
    // Later than what was built from it, and the same.
    Files.setLastModifiedTime(
        installed.resolve(SOURCE), FileTime.fromMillis(System.currentTimeMillis() + 60_000));
    shell(base, "chmod -R a-w,a+rX \"$1\"", installed);
    try {
      String user = isRoot() ? NOBODY : "exec";
      String here =
          user + " env -i PATH=/usr/bin:/bin JAVA_HOME=" + System.getProperty("java.home");
      var trained = train(installed, here);
      assertThat(trained.exit()).as(trained.err()).isZero();
      assertThat(trained.err()).doesNotContain("cannot", "building");
      assertThat(work.resolve("model/model.safetensors")).exists();
      // The same for the next one: nothing was noted, and nothing needs to be.
      assertThat(shell(work, here + " \"$1/prod2vec\" --version", installed).err()).isEmpty();

      shell(base, "chmod u+w \"$1\"", installed.resolve(SOURCE));
      Files.writeString(installed.resolve(SOURCE), "// more\n", StandardOpenOption.APPEND);
      var changed = shell(work, here + " \"$1/prod2vec\" --version", installed);
      assertThat(changed.exit()).isEqualTo(2);
      assertThat(changed.errLines().getFirst())
          .contains("a source has changed", "cannot be written");
      assertThat(changed.errLines().getLast()).startsWith("hint: ").contains("--version");
    } finally {
      shell(base, "chmod -R u+w \"$1\"", installed);
    }
  }

  @Test
  void itBuildsWhenASourceIsAnotherOneWhateverItsTime() throws IOException {
    Path copy = base.resolve("changed");
    copy(checkout, copy);
    assertThat(version(copy).exit()).isZero();
    Path source = copy.resolve(SOURCE);
    String text = Files.readString(source);

    Files.writeString(source, text + "// more\n");
    Files.setLastModifiedTime(source, FileTime.fromMillis(1_000_000_000_000L));
    assertThat(version(copy).err()).contains("(a source has changed)", "Maven was called");
    Files.writeString(source, text);
    assertThat(version(copy).err()).isEmpty();

    Path another = Files.writeString(source.resolveSibling("Another.java"), "");
    assertThat(version(copy).err()).contains("(a source has changed)");
    Files.delete(another);
    assertThat(version(copy).err()).isEmpty();

    Files.delete(source);
    assertThat(version(copy).err()).contains("(a source has changed)");
  }

  @Test
  void anInstallationNeedsNeitherSourcesNorAPath() throws IOException {
    Path installed = base.resolve("without sources");
    copy(checkout, installed);
    shell(installed, "rm -rf pom.xml */src */pom.xml");
    var result =
        shell(
            work,
            "env -i PATH= JAVA_HOME="
                + System.getProperty("java.home")
                + " \"$1/prod2vec\" --version",
            installed);
    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).startsWith("prod2vec ");
    assertThat(result.err()).isEmpty();

    shell(installed, "rm cli/target/lib/prod2vec-cli-*.jar");
    var broken = version(installed);
    assertThat(broken.exit()).isEqualTo(2);
    assertThat(broken.errLines().getFirst()).contains("prod2vec-cli-*.jar", "cannot be read");
  }

  private CommandLine.Result train(Path from, String before) {
    return shell(work, before + " \"$1/prod2vec\" " + String.join(" ", TRAIN), from);
  }

  private CommandLine.Result version(Path from) {
    return shell(work, "exec \"$1/prod2vec\" --version", from);
  }

  private static String[] words(String out) {
    List<String> words = new ArrayList<>(TRAIN);
    words.set(words.size() - 1, out);
    return words.toArray(String[]::new);
  }

  private static void copy(Path from, Path to) {
    var result = shell(base, "cp -r \"$1\" \"$2\"", from, to);
    assertThat(result.exit()).as(result.err()).isZero();
  }

  private static boolean isRoot() {
    return shell(base, "id -u").out().strip().equals("0");
  }

  /// Lets every user read and write.
  private static void open(Path path) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  private static CommandLine.Result shell(Path directory, String script, Path... arguments) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    for (Path argument : arguments) {
      command.add(argument.toString());
    }
    return CommandLine.await(new CommandLine(directory).start(command));
  }
}
