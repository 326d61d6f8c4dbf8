package dev.prod2vec.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The page that leads through the code names classes that exist.
class WalksTest {
  private static final Pattern CLASS = Pattern.compile("`([a-z0-9]+)\\.([A-Z][A-Za-z0-9]+)`");
  private static final Pattern BARE = Pattern.compile("`[A-Z][A-Za-z0-9]+`");

  @Test
  void everyClassStandsInThePackageThatThePageSays() throws IOException {
    String page = Repository.text("docs/walks.md");
    List<String> missing = new ArrayList<>();
    int named = 0;
    for (var name : CLASS.matcher(page).results().toList()) {
      named++;
      String file = "src/main/java/dev/prod2vec/%s/%s.java".formatted(name.group(1), name.group(2));
      if (modules().stream().noneMatch(module -> Files.isRegularFile(module.resolve(file)))) {
        missing.add(name.group());
      }
    }
    assertThat(missing).isEmpty();
    assertThat(named).isGreaterThan(60);
    assertThat(BARE.matcher(page).results().map(bare -> bare.group())).as("no package").isEmpty();
  }

  private static List<Path> modules() throws IOException {
    try (var modules = Files.list(Repository.ROOT)) {
      return modules.filter(folder -> Files.isRegularFile(folder.resolve("pom.xml"))).toList();
    }
  }
}
