package dev.prod2vec.schema;

import static dev.prod2vec.setting.Records.requireRanges;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.setting.Records;
import dev.prod2vec.setting.Setting;
import dev.prod2vec.setting.WrongUseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A record in a section is a group of keys.
class KeyGroupsTest {
  /// What grinds.
  public record Stone(
      @Setting(value = "Width in centimetres.", defaultValue = "90", min = 10, max = 200) int width,
      @Setting(value = "What it is made of.", defaultValue = "basalt") String rock) {
    public Stone {
      requireRanges(Stone.class, width, rock);
    }
  }

  /// A section with a group between two keys.
  public record Mill(
      @Setting("What is ground.") String grain,
      @Setting("What grinds.") Stone stone,
      @Setting("Whether it turns.") boolean turns) {}

  /// The whole config.
  public record Village(@Setting("Where grain is ground.") Mill mill) {}

  private static final Schema<Village> SCHEMA = Schema.of(Records.defaults(Village.class));

  @TempDir private Path folder;

  private Village load(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("village.yaml"), yaml);
    return SCHEMA.load(Optional.of(file), Map.of(), Map.of()).config();
  }

  @Test
  void theKeysOfAGroupHaveItsNameAfterTheSection() {
    assertThat(SCHEMA.keys())
        .extracting(Key::name)
        .containsExactly("mill.grain", "mill.stone.width", "mill.stone.rock", "mill.turns");
    Key width = SCHEMA.key("mill.stone.width").orElseThrow();
    assertThat(width.section()).isEqualTo("mill");
    assertThat(width.flag()).isEqualTo("--mill.stone.width");
    Village village =
        SCHEMA
            .load(
                Optional.empty(),
                Map.of("PROD2VEC_MILL_STONE_WIDTH", "120"),
                Map.of("mill.stone.rock", List.of("granite")))
            .config();
    assertThat(village.mill().stone()).isEqualTo(new Stone(120, "granite"));
  }

  @Test
  void aFileHasThemAsAMappingOrWithADot() throws IOException {
    Village expected = new Village(new Mill("rye", new Stone(120, "basalt"), true));
    assertThat(load("mill:\n  grain: rye\n  stone:\n    width: 120\n  turns: true\n"))
        .isEqualTo(expected);
    assertThat(load("mill:\n  stone.width: 120\n  grain: rye\n  turns: true\n"))
        .isEqualTo(expected);
  }

  @Test
  void whatIsShownAndWhatStandsInAManifestCanBeReadBack() throws IOException {
    EffectiveConfig<Village> effective =
        SCHEMA.load(Optional.empty(), Map.of(), Map.of("mill.stone.width", List.of("120")));
    assertThat(effective.yaml())
        .isEqualTo(
            """
            mill:
              grain: ""
              stone:
                width: 120  # --mill.stone.width
                rock: basalt
              turns: false
            """);
    assertThat(load(effective.yaml())).isEqualTo(effective.config());
    assertThat(effective.tree())
        .isEqualTo(
            Map.of(
                "mill",
                Map.of(
                    "grain", "", "stone", Map.of("width", 120, "rock", "basalt"), "turns", false)));
    assertThat(SCHEMA.parse(effective.tree(), "manifest.json")).isEqualTo(effective.config());
  }

  @Test
  void aFaultNamesTheWholeKey() {
    assertFault("mill:\n  stone:\n    width: 9\n", ":3: mill.stone.width must be 10 to 200");
    assertFault("mill:\n  stone:\n    heigth: 9\n", ":3: no such key: mill.stone.heigth");
    assertFault("mill:\n  stone: 9\n", ":2: mill.stone must have keys with values below it");
    assertFault(
        "mill:\n  stone:\n    rock: a\n  stone.rock: b\n", "mill.stone.rock is there twice");
  }

  private void assertFault(String yaml, String fault) {
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> load(yaml))
        .withMessageContaining(fault);
  }
}
