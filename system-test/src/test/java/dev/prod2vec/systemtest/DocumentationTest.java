package dev.prod2vec.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentationTest {
  private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
  private static final Pattern DECISION =
      Pattern.compile("(?m)^\\| \\[(\\d+)]\\((.+?)\\) \\| (.+?) \\| .+ \\|.*\\|$");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```.*?^```$");

  @Test
  void everyLinkOfAPageLeadsToAFileAndToAHeadingInIt() throws IOException {
    List<String> broken = new ArrayList<>();
    int seen = 0;
    for (Path page : pages()) {
      for (String link : links(Files.readString(page))) {
        if (link.startsWith("http")) {
          continue;
        }
        seen++;
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        if (!Files.exists(target)) {
          broken.add(page + ": " + link);
        } else if (parts.length == 2 && !anchors(Files.readString(target)).contains(parts[1])) {
          broken.add(page + ": no heading for " + link);
        }
      }
    }
    assertThat(broken).isEmpty();
    assertThat(seen).isGreaterThan(10);
  }

  @Test
  void everyPageOfTheDocumentationIsLinkedFromAnotherPage() throws IOException {
    List<Path> linked = new ArrayList<>();
    for (Path page : pages()) {
      for (String link : links(Files.readString(page))) {
        Path target = page.resolveSibling(link.split("#", 2)[0]).normalize();
        if (!target.equals(page)) {
          linked.add(target);
          if (Files.isDirectory(target)) {
            try (var files = Files.list(target)) {
              files.forEach(linked::add);
            }
          }
        }
      }
    }
    Path docs = Repository.ROOT.resolve("docs");
    assertThat(linked).containsAll(pages().stream().filter(page -> page.startsWith(docs)).toList());
  }

  @Test
  void everyDecisionIsListedWithItsNumberAndTitle() throws IOException {
    List<String> listed = new ArrayList<>();
    DECISION
        .matcher(Repository.text("docs/decisions/README.md"))
        .results()
        .forEach(row -> listed.add(row.group(2) + " # " + row.group(1) + ". " + row.group(3)));
    List<String> written = new ArrayList<>();
    for (Path page : pages()) {
      String name = page.getFileName().toString();
      if (page.getParent().endsWith("decisions") && !name.equals("README.md")) {
        try (var lines = Files.lines(page)) {
          written.add(name + " " + lines.findFirst().orElseThrow());
        }
      }
    }
    assertThat(written).hasSizeGreaterThan(20);
    assertThat(listed).isEqualTo(written);
  }

  @Test
  void everyCommandOfAPageIsOneThatTheProgramKnows(@TempDir Path empty) throws IOException {
    Set<String> commands = new TreeSet<>();
    for (Path page : pages()) {
      commands.addAll(Commands.prod2vec(Files.readString(page)));
    }
    assertThat(commands).hasSizeGreaterThan(10).contains("./prod2vec demo");
    // The tutorial runs it.
    commands.remove("./prod2vec demo");
    for (String command : commands) {
      String found = command.replaceFirst("^\\./prod2vec", Repository.ROOT + "/prod2vec");
      var result = CommandLine.await(new CommandLine(empty).start(List.of("sh", "-c", found)));
      // It does not find its files, but it understands what it is asked.
      assertThat(result.err())
          .as(command)
          .doesNotContain("has no such flag", "has no effect in", "is too much; it takes")
          .doesNotContain("no such command", "is missing, but needed", "a value is missing")
          .doesNotContain("\", but must be ", "is given twice", "no such key", "no such task");
    }
  }

  /// The pages at the root, below `docs`, and of the folders beside the modules.
  private static List<Path> pages() throws IOException {
    try (var root = Files.list(Repository.ROOT);
        var docs = Files.walk(Repository.ROOT.resolve("docs"))) {
      List<Path> pages = new ArrayList<>(root.toList());
      pages.addAll(docs.toList());
      pages.add(Repository.ROOT.resolve("acceptance/README.md"));
      pages.add(Repository.ROOT.resolve("bench/README.md"));
      return pages.stream().filter(page -> page.toString().endsWith(".md")).sorted().toList();
    }
  }

  private static List<String> links(String markdown) {
    String prose = BLOCK.matcher(markdown).replaceAll("");
    return LINK.matcher(prose).results().map((MatchResult link) -> link.group(1)).toList();
  }

  /// The anchors that GitHub gives a page's headings.
  private static List<String> anchors(String markdown) {
    return HEADING
        .matcher(BLOCK.matcher(markdown).replaceAll(""))
        .results()
        .map(heading ->
            heading
                .group(1)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-'))
        .toList();
  }
}
