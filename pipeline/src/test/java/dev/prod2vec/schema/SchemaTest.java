package dev.prod2vec.schema;

import static dev.prod2vec.setting.Records.requireRanges;
import static dev.prod2vec.setting.Require.require;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.prod2vec.config.ConfigReference;
import dev.prod2vec.setting.Choice;
import dev.prod2vec.setting.InvalidSettingException;
import dev.prod2vec.setting.Records;
import dev.prod2vec.setting.Section;
import dev.prod2vec.setting.Sections;
import dev.prod2vec.setting.Setting;
import dev.prod2vec.setting.WrongUseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A config of somebody else: what a new component needs is the component, and a place in the line
/// of the constructor.
class SchemaTest {
  /// How bread is baked.
  public record Oven(
      @Setting(value = "Heat in degrees.", defaultValue = "220", min = 50, max = 300) int heat,
      @Setting(value = "Share of steam.", defaultValue = "0.5", min = 0, below = 1) double steam,
      @Setting(value = "Hours until it must be cold.", defaultValue = "12", above = 0)
          double coldAfter,
      @Setting(
              value = "What is baked.",
              defaultValue = {"rye", "oats"},
              min = 1,
              max = 3)
          List<String> loaves,
      @Setting(value = "Rests of the dough.", formerly = "naps") boolean rest) {
    public Oven {
      loaves = List.copyOf(loaves);
      requireRanges(Oven.class, heat, steam, coldAfter, loaves, rest);
      require(
          !rest || heat < 250,
          List.of("rest", "heat"),
          "rest goes with heat below 250 alone, but heat is %s",
          heat);
    }
  }

  /// A section of another module.
  public record Shop(@Setting("Where it is.") String street) implements Section {
    public static final Shop DEFAULT = Records.defaults(Shop.class);

    @Override
    public String section() {
      return "shop";
    }

    @Override
    public String description() {
      return "Where bread is sold.";
    }

    @Override
    public Scope scope() {
      return Scope.MACHINE;
    }

    @Override
    public List<String> missing(Choice choice) {
      return choice.name().equals("sold") && street.isEmpty() ? List.of("shop.street") : List.of();
    }
  }

  /// The whole config.
  public record Bakery(
      @Setting("How bread is baked.") Oven oven,
      @Setting("What other modules are told.") Sections sections,
      @Setting(value = "What becomes of the bread.", defaultValue = "eaten") Choice fate) {
    public Bakery {
      sections.requireFor("fate", fate);
    }
  }

  private static final Bakery DEFAULT =
      new Bakery(
          Records.defaults(Oven.class),
          Sections.NONE.with(Shop.DEFAULT),
          new Choice("eaten", List.of("eaten", "sold")));
  private static final Schema<Bakery> SCHEMA = Schema.of(DEFAULT);

  @Test
  void aComponentIsAKeyWithFlagVariableDefaultAndRange() {
    assertThat(SCHEMA.keys())
        .extracting(Key::name)
        .containsExactly(
            "oven.heat",
            "oven.steam",
            "oven.cold-after",
            "oven.loaves",
            "oven.rest",
            "shop.street",
            "fate");
    Key heat = SCHEMA.key("oven.heat").orElseThrow();
    assertThat(heat.flag()).isEqualTo("--oven.heat");
    assertThat(heat.environmentVariable()).isEqualTo("PROD2VEC_OVEN_HEAT");
    assertThat(heat.defaultText()).isEqualTo("220");
    assertThat(SCHEMA.keys())
        .extracting(Key::description)
        .startsWith(
            "Heat in degrees; 50 to 300.",
            "Share of steam; 0 to below 1.",
            "Hours until it must be cold; above 0.",
            "What is baked; 1 to 3.");
  }

  @Test
  void flagsAndVariablesSetIt() {
    Bakery bakery =
        load(Map.of("PROD2VEC_OVEN_HEAT", "180"), Map.of("oven.loaves", List.of("spelt,rye")));
    assertThat(bakery.oven().heat()).isEqualTo(180);
    assertThat(bakery.oven().loaves()).containsExactly("spelt", "rye");
  }

  @Test
  void theReferencePageAndTheManifestHaveIt() {
    assertThat(ConfigReference.markdown(SCHEMA))
        .contains("## oven\n\nHow bread is baked.\n")
        .contains("| `oven.heat` | Heat in degrees; 50 to 300. | `220` | `PROD2VEC_OVEN_HEAT` |\n")
        .contains("## shop\n\nWhere bread is sold.\n")
        .contains("| `fate` | What becomes of the bread. Eaten or sold. | `eaten` |");
    assertThat(ConfigTree.of(DEFAULT).get("oven"))
        .isEqualTo(
            Map.of(
                "heat",
                220,
                "steam",
                0.5,
                "cold-after",
                12.0,
                "loaves",
                List.of("rye", "oats"),
                "rest",
                false));
    assertThat(SCHEMA.parse(ConfigTree.of(DEFAULT), "manifest.json")).isEqualTo(DEFAULT);
  }

  @Test
  void neitherTheSchemaNorTheConstructorAllowsAValueOutOfRange() {
    assertFaults(
        Map.of(
            "oven.heat", List.of("301"),
            "oven.steam", List.of("1"),
            "oven.cold-after", List.of("0"),
            "oven.loaves", List.of("a,b,c,d")),
        "--oven.heat: oven.heat must be 50 to 300, but is 301",
        "--oven.steam: oven.steam must be 0 to below 1, but is 1.0",
        "--oven.cold-after: oven.cold-after must be above 0, but is 0.0",
        "--oven.loaves: oven.loaves must have 1 to 3 texts, but has 4");
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> new Oven(220, Double.NaN, 12, List.of("rye"), false))
        .withMessage("steam must be 0 to below 1, but is NaN")
        .satisfies(e -> assertThat(e.components()).containsExactly("steam"));
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> Records.with(DEFAULT.oven(), "heat", 301));
  }

  @Test
  void aRuleOfSeveralComponentsBlamesTheOneThatWasGiven() {
    assertFaults(
        Map.of("oven.heat", List.of("260"), "oven.rest", List.of("true")),
        "--oven.rest: oven.rest goes with heat below 250 alone, but heat is 260");
  }

  @Test
  void aChoiceHasTheNamesThatWereRegistered() {
    assertFaults(
        Map.of("fate", List.of("solt")),
        "--fate: fate must be eaten or sold, but is \"solt\"; did you mean sold?");
    assertFaults(Map.of("fate", List.of("sold")), "--fate: fate sold needs values for shop.street");
    Bakery sold = load(Map.of(), Map.of("fate", List.of("sold"), "shop.street", List.of("A 1")));
    assertThat(sold.fate().name()).isEqualTo("sold");
    assertThat(sold.sections().of(Shop.class).street()).isEqualTo("A 1");
  }

  @Test
  void whatBelongsToTheMachineMayDifferFromTheRun() {
    Bakery run = load(Map.of(), Map.of("shop.street", List.of("A 1")));
    effective(Map.of(), Map.of("shop.street", List.of("B 2"))).requireAgreement(run, "r");
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() ->
            effective(Map.of(), Map.of("oven.heat", List.of("200"))).requireAgreement(run, "r"))
        .withMessageStartingWith("--oven.heat: oven.heat is 200, but the run r has 220");
  }

  @Test
  void aFormerNameIsRefusedWithThePresentOne() {
    assertFaults(
        Map.of("oven.naps", List.of("true")), "--oven.naps: oven.naps is now called oven.rest");
  }

  @Test
  void aCopyRefusesAComponentOrAClassOfValueThatThereIsNot() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Records.with(DEFAULT.oven(), "cold", 1))
        .withMessage("Oven has no component cold");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Records.with(DEFAULT.oven(), "heat", 1.5))
        .withMessage("heat holds int, not class java.lang.Double");
    assertThat(Records.with(DEFAULT.oven(), "heat", 200).heat()).isEqualTo(200);
  }

  private static Bakery load(Map<String, String> environment, Map<String, List<String>> flags) {
    return effective(environment, flags).config();
  }

  private static EffectiveConfig<Bakery> effective(
      Map<String, String> environment, Map<String, List<String>> flags) {
    return SCHEMA.load(Optional.empty(), environment, flags);
  }

  private static void assertFaults(Map<String, List<String>> flags, String... faults) {
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> load(Map.of(), flags))
        .satisfies(e ->
            assertThat(String.valueOf(e.getMessage()).lines().map(String::strip))
                .filteredOn(line -> !line.endsWith("faults in the config:"))
                .containsExactlyInAnyOrder(faults));
  }
}
