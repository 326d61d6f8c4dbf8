package dev.prod2vec.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.config.Config;
import dev.prod2vec.ingest.Ingest;
import dev.prod2vec.postgres.DatabaseConfig;
import dev.prod2vec.postgres.PostgresServer;
import dev.prod2vec.prepared.BasketsConfig;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.store.Stores;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The examples of files in `docs/how-to/own-data.md`: each file holds two orders of three
/// products, and is read with the config after it. A block of csv before it is a file that is
/// joined to it.
class CsvExamplesTest {
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "(?:```csv\n([^`]*)```\n\n)?```(?:text|json)\n([^`]*)```\n\n```yaml\n([^`]*)```\n");

  @TempDir private Path folder;

  /// @param joined the file that is joined; empty text if there is none
  /// @param text the file
  /// @param yaml the config
  record Example(String joined, String text, String yaml) {
    @Override
    public String toString() {
      return text.lines().findFirst().orElse("");
    }
  }

  static Stream<Example> examples() throws IOException {
    String page = Files.readString(Path.of("../docs/how-to/own-data.md"));
    List<MatchResult> found = EXAMPLE.matcher(page).results().toList();
    assertThat(found).hasSize(13);
    return found.stream()
        .map(example ->
            new Example(
                Objects.requireNonNullElse(example.group(1), ""),
                example.group(2),
                example.group(3)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void isReadWithTheConfigAfterIt(Example example) throws Exception {
    Path yaml = Files.writeString(folder.resolve("prod2vec.yaml"), example.yaml());
    Config config = Config.SCHEMA.load(Optional.of(yaml), Map.of(), Map.of()).config();
    String encoding = config.orders().csv().encoding();
    Files.write(
        Path.of(config.orders().files().getFirst()),
        example.text().getBytes(Charset.forName(encoding.isEmpty() ? "UTF-8" : encoding)));
    for (String file : config.orders().joinFiles()) {
      Files.writeString(Path.of(file), example.joined());
    }
    Path out = Files.createDirectory(folder.resolve("out"));
    IngestReport report =
        Ingest.ingest(
            config.orders(),
            config.products(),
            new BasketsConfig(1, 100, 100, 0, 0, 1L),
            new PostgresServer(DatabaseConfig.DEFAULT, Map.of()),
            Stores.local(),
            out);
    assertThat(report.baskets().orders()).isEqualTo(2);
    assertThat(report.products().bought()).isEqualTo(3);
    assertThat(report.rows().purchases()).isEqualTo(4);
  }
}
