package dev.prod2vec.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Comments, messages and pages avoid phrases that readers stumble over.
class PlainWordsTest {
  /// @param wrong what readers stumble over
  /// @param instead what to write
  private record Phrase(Pattern wrong, String instead) {
    Phrase(String wrong, String instead) {
      this(Pattern.compile("(?i)\\b(" + wrong + ")\\b"), instead);
    }
  }

  private static final List<Phrase> PHRASES =
      List.of(
          new Phrase("go on|goes on|going on|gone on|went on", "continue, resume, happen"),
          new Phrase("behind", "after"),
          new Phrase("what (is|was) (said|asked|told|judged|known) (of|by)", "its noun"),
          new Phrase("what (becomes|became) of", "how it ends, the outcome, what happens to"),
          new Phrase("as whom|in what speaks", "credentials, compatible"),
          new Phrase("(is|are|was|were) not there", "does not exist, is missing"),
          new Phrase("need not be there", "need not exist"),
          new Phrase("those of (which|whom)", "the noun itself"),
          new Phrase("spare machines?", "Spot instances"),
          new Phrase("hopeless", "unpromising"),
          new Phrase("blow-up|blew up|broke down", "diverged"),
          new Phrase("passed over", "ignored, skipped"),
          new Phrase("gives? back nothing|nothing to say", "returns nothing, is empty"));

  private static final Set<String> ENDINGS =
      Set.of("java", "md", "py", "sh", "yaml", "js", "css", "sql", "txt");

  @Test
  void noCommentMessageOrPageHasThem() throws IOException {
    List<String> found = new ArrayList<>();
    List<Path> files = files();
    for (Path file : files) {
      List<String> lines = Files.readAllLines(file);
      for (int line = 0; line < lines.size(); line++) {
        for (Phrase phrase : PHRASES) {
          var wrong = phrase.wrong().matcher(lines.get(line));
          if (wrong.find()) {
            found.add(
                "%s:%d: '%s'; write: %s"
                    .formatted(
                        Repository.ROOT.relativize(file),
                        line + 1,
                        wrong.group(),
                        phrase.instead()));
          }
        }
      }
    }
    assertThat(files).hasSizeGreaterThan(300);
    assertThat(found).isEmpty();
  }

  @Test
  void theyAreFoundInASentence() {
    for (String sentence :
        List.of(
            "the file that a training is gone on from after a kill",
            "the run goes on behind the last task",
            "what is said of something thrown",
            "What becomes of a job",
            "if the file is not there",
            "spare machines that are really taken away",
            "Hopeless trials are stopped")) {
      assertThat(PHRASES).as(sentence).anyMatch(phrase -> phrase.wrong().matcher(sentence).find());
    }
  }

  /// Sources and pages, without tests and without tables that benchmarks printed.
  private static List<Path> files() throws IOException {
    try (var all = Files.walk(Repository.ROOT)) {
      return all.filter(Files::isRegularFile).filter(PlainWordsTest::isRead).sorted().toList();
    }
  }

  private static boolean isRead(Path file) {
    String path = Repository.ROOT.relativize(file).toString().replace('\\', '/');
    return ENDINGS.contains(path.substring(path.lastIndexOf('.') + 1))
        && !path.matches("(.*/)?(\\.[^/]*|target|src/test|bench/runs|demo|runs)/.*");
  }
}
