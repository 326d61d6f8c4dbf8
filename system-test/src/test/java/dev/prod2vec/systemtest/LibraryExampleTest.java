package dev.prod2vec.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryExampleTest {
  private static final Pattern PROGRAM = Pattern.compile("(?s)```java\n(.*?)```");

  @Test
  void theProgramOfThePageRunsWithTheJarOfCoreAlone(@TempDir Path directory) throws IOException {
    var block = PROGRAM.matcher(Repository.text("docs/how-to/library.md"));
    assertThat(block.find()).isTrue();
    String program = block.group(1);
    assertThat(block.find()).as("a second program").isFalse();
    Files.writeString(directory.resolve("Example.java"), program);

    var result =
        CommandLine.await(
            new CommandLine(directory)
                .start(
                    List.of(
                        CommandLine.JAVA,
                        "--add-modules",
                        "jdk.incubator.vector",
                        "--class-path",
                        Repository.jar("prod2vec-core-").toString(),
                        "Example.java")));

    assertThat(result.exit()).as(result.err()).isZero();
    // Products 1 and 2 were bought with 0, the others never.
    assertThat(result.out().lines()).hasSize(2).allMatch(line -> line.startsWith("Neighbour["));
    assertThat(result.out()).contains("product=1,", "product=2,");
  }
}
