package dev.prod2vec.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.config.Config;
import dev.prod2vec.setting.ValueType;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.training.Objective;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffectiveConfigTest {
  private static final Schema<Config> SCHEMA =
      Schema.of(Config.DEFAULT.withEngines(List.of(Config.LOCAL, "elsewhere")));

  @TempDir private Path folder;
  private final Path here = Path.of("").toAbsolutePath();
  private Path file = Path.of("unset");

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("prod2vec.yaml");
  }

  @Test
  void canBePassedOnAsTextsOfFlags() {
    for (List<String> kinds : List.of(List.<String>of(), List.of("categories", "names"))) {
      Config config =
          Config.DEFAULT.withTraining(Config.DEFAULT.training().withSideInformation(kinds));
      Map<String, List<String>> flags = new HashMap<>();
      ConfigTree.flagTexts(config)
          .forEach((key, text) -> {
            // Texts that YAML would quote have no place among the hyperparameters of a job.
            if (key.startsWith("training.")) {
              flags.put(key, List.of(text));
            }
          });
      assertThat(Config.SCHEMA.load(Optional.empty(), Map.of(), flags).config()).isEqualTo(config);
    }
  }

  @Test
  void isTheDefaultWhereNothingIsGiven() {
    EffectiveConfig<Config> effective = SCHEMA.load(Optional.empty(), Map.of(), Map.of());
    assertThat(effective.config()).isEqualTo(SCHEMA.defaults());
    assertThat(effective.origins()).isEmpty();
  }

  @Test
  void everyKeyCanBeSetInAFileInTheEnvironmentAndByAFlag() throws IOException {
    Map<String, List<String>> flags = new HashMap<>();
    Map<String, String> environment = new HashMap<>();
    StringBuilder yaml = new StringBuilder();
    String section = "";
    for (Key key : SCHEMA.keys()) {
      String other = other(key);
      flags.put(key.name(), List.of(other));
      environment.put(key.environmentVariable(), other);
      if (!key.section().equals(section)) {
        section = key.section();
        yaml.append(section.isEmpty() ? "" : section + ":\n");
      }
      String name = section.isEmpty() ? key.name() : key.name().substring(section.length() + 1);
      yaml.append(section.isEmpty() ? "" : "  ").append("%s: \"%s\"%n".formatted(name, other));
    }
    Files.writeString(file, yaml);

    EffectiveConfig<Config> byFlag = SCHEMA.load(Optional.empty(), Map.of(), flags);
    EffectiveConfig<Config> byVariable = SCHEMA.load(Optional.empty(), environment, Map.of());
    EffectiveConfig<Config> byFile = SCHEMA.load(Optional.of(file), Map.of(), Map.of());

    List<String> unchanged = new ArrayList<>();
    SCHEMA
        .values(byFlag.config())
        .forEach((key, value) -> {
          if (value.equals(ValueType.plain(key.defaultValue()))) {
            unchanged.add(key.name());
          }
        });
    assertThat(unchanged).isEmpty();
    assertThat(byVariable.config()).isEqualTo(byFlag.config());
    assertThat(byFile.config()).isEqualTo(byFlag.config());
    Set<String> keys = new HashSet<>(SCHEMA.keys().stream().map(Key::name).toList());
    assertThat(byFlag.origins().keySet()).isEqualTo(keys);
    assertThat(byVariable.origins().keySet()).isEqualTo(keys);
    assertThat(byFile.origins().keySet()).isEqualTo(keys);
  }

  @Test
  void aFlagWinsOverAVariableOverTheFileOverTheDefault() throws IOException {
    Files.writeString(file, "training:\n  dim: 10\n  epochs: 11\n  negatives: 12\n");
    EffectiveConfig<Config> effective =
        SCHEMA.load(
            Optional.of(file),
            Map.of("PROD2VEC_TRAINING_DIM", "20", "PROD2VEC_TRAINING_EPOCHS", "21"),
            Map.of("training.dim", List.of("30")));
    assertThat(effective.config().training().dim()).isEqualTo(30);
    assertThat(effective.config().training().epochs()).isEqualTo(21);
    assertThat(effective.config().training().negatives()).isEqualTo(12);
    assertThat(effective.config().training().objective()).isEqualTo(Objective.COMPLETION);
    assertThat(effective.origins())
        .containsEntry("training.dim", new Origin.Flag("--training.dim"))
        .containsEntry("training.epochs", new Origin.Variable("PROD2VEC_TRAINING_EPOCHS"))
        .containsEntry("training.negatives", new Origin.File(file.toString(), 4))
        .hasSize(3);
  }

  @Test
  void allFaultsAreListedAtOnceWithFileAndLine() throws IOException {
    Files.writeString(
        file,
        """
        trainning:
          dim: 3
        training:
          dim: 0
          epochs: ten
          learning-rat: 0.1
          objective: skipgram
          patience: -7
          dim: 5
        baskets: 4
        seed: 5
        tuning:
          dim: 9..5
        quality:
          warn-only:
        """);
    assertThat(lines(Optional.of(file), Map.of(), Map.of("tune", List.of("ture"))))
        .containsExactly(
            "12 faults in the config:",
            "  prod2vec.yaml:1: no such key: trainning; did you mean training?",
            "  prod2vec.yaml:4: training.dim must be 1 to 4096, but is 0",
            "  prod2vec.yaml:5: training.epochs must be a whole number, but is \"ten\"",
            "  prod2vec.yaml:6: no such key: training.learning-rat; did you mean"
                + " training.learning-rate?",
            "  prod2vec.yaml:7: training.objective must be completion, skip-gram or skip-gram-pairs,"
                + " but is \"skipgram\"; did you mean skip-gram?",
            "  prod2vec.yaml:8: training.patience must be 0 or more, but is -7",
            "  prod2vec.yaml:9: training.dim is there twice, first on line 4",
            "  prod2vec.yaml:10: baskets must have keys with values below it",
            "  and 4 more");
    Files.writeString(
        file,
        """
        seed: 5
        tuning:
          dim: 9..5
        quality:
          warn-only:
        """);
    Map<String, String> environment =
        Map.of("PROD2VEC_TRAINING_EPOCH", "3", "PROD2VEC_DATA", "x", "HOME", "y");
    assertThat(lines(Optional.of(file), environment, Map.of("tune", List.of("ture"))))
        .containsExactly(
            "5 faults in the config:",
            "  prod2vec.yaml:1: no such key: seed; did you mean training.seed?",
            "  prod2vec.yaml:3: tuning.dim: min must not be above max, but the range is 9 to 5",
            "  prod2vec.yaml:5: quality.warn-only has no value; leave the key out for the default",
            "  PROD2VEC_TRAINING_EPOCH: no key has this variable; did you mean"
                + " PROD2VEC_TRAINING_EPOCHS?",
            "  --tune: tune must be true or false, but is \"ture\"");
  }

  private List<String> lines(
      Optional<Path> path, Map<String, String> environment, Map<String, List<String>> flags) {
    WrongUseException e =
        assertThatExceptionOfType(WrongUseException.class)
            .isThrownBy(() -> SCHEMA.load(path, environment, flags))
            .actual();
    return String.valueOf(e.getMessage()).replace(folder + "/", "").lines().toList();
  }

  @Test
  void aFaultBetweenTwoKeysIsReportedAtTheOneThatWasWritten() {
    Map<String, List<String>> flags = Map.of("baskets.test-fraction", List.of("0.95"));
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> SCHEMA.load(Optional.empty(), Map.of(), flags))
        .withMessage(
            "--baskets.test-fraction: baskets.validation-fraction and test-fraction must leave"
                + " orders to train on, but are 0.1 and 0.95");
  }

  @Test
  void aFileThatIsNotThereOrNotYamlOrNotTextIsNamed() throws IOException {
    assertFault(folder.resolve("none.yaml"), "none.yaml: no such config file");
    Files.writeString(file, "training:\n  dim: [1\n");
    assertFault(file, "prod2vec.yaml:3: is not YAML: expected ',' or ']'");
    Files.write(file, "training:\n  dim: \u00e9".getBytes(StandardCharsets.ISO_8859_1));
    assertFault(file, "prod2vec.yaml: is not UTF-8");
    Files.writeString(file, "- a\n- b\n");
    assertFault(file, "prod2vec.yaml:1: the file must have keys with values below it");
  }

  @ParameterizedTest
  @CsvSource({
    "database.url, jdbc:postgresql://reader:s3cret@host/shop",
    "database.url, jdbc:postgresql://host/shop;password=s3cret",
    "orders.files, https://reader:s3cret@host/orders.csv",
    "products.files, https://host/products.csv?X-Amz-Signature=s3cret",
    "products.join-files, s3://reader:s3cret@bucket/aisles.csv",
  })
  void anAddressWithAPasswordIsRefusedByItsKeyAndNotRepeated(String key, String address) {
    assertThat(lines(Optional.empty(), Map.of(), Map.of(key, List.of(address))))
        .singleElement()
        .asString()
        .startsWith("--%1$s: %1$s must".formatted(key))
        .doesNotContain("s3cret");
  }

  @Test
  void anEmptyFileAndAByteOrderMarkAreFine() throws IOException {
    Files.writeString(file, "");
    assertThat(load(file)).isEqualTo(SCHEMA.defaults());
    Files.writeString(file, "\uFEFFtraining:\r\n  dim: 7\r\n");
    assertThat(load(file).training().dim()).isEqualTo(7);
  }

  @Test
  void listsHaveCommasInFlagsAndMayRepeat() {
    Map<String, List<String>> flags = Map.of("orders.files", List.of("a.csv, b.csv", "c.csv"));
    EffectiveConfig<Config> effective = SCHEMA.load(Optional.empty(), Map.of(), flags);
    assertThat(effective.config().orders().files()).containsExactly("a.csv", "b.csv", "c.csv");
  }

  @Test
  void whatIsShownCanBeReadBack() throws IOException {
    Map<String, List<String>> flags =
        Map.of(
            "orders.files", List.of("a b.csv,#c.csv"),
            "orders.separator", List.of("\t"),
            "orders.csv.escape", List.of("\\"),
            "orders.csv.delimiter", List.of("\u0001"),
            "orders.filter", List.of("\"Quantity\" > 0 and note <> 'x: \\ # \u00e9'"),
            "products.id-column", List.of("no"),
            "products.name-column", List.of("12"),
            "training.learning-rate", List.of("1e-5"));
    EffectiveConfig<Config> effective = SCHEMA.load(Optional.empty(), Map.of(), flags);
    Files.writeString(file, effective.yaml());
    assertThat(load(file).products()).isEqualTo(effective.config().products());
    assertThat(SCHEMA.load(Optional.of(file), Map.of(), Map.of()).tree())
        .isEqualTo(effective.tree());
    assertThat(effective.yaml())
        .contains("  learning-rate: 1.0E-5  # --training.learning-rate\n")
        .contains("  dim: 128\n")
        .contains(
            "  files: [\"%s\", \"%s\"]  # --orders.files\n"
                .formatted(here.resolve("a b.csv"), here.resolve("#c.csv")));
  }

  @Test
  void pathsInAFileAreRelativeToItsFolder() throws IOException {
    Files.writeString(
        file,
        """
        orders:
          files: [orders.csv, ../2025/*.parquet, /data/more.csv, "s3://shop/orders.csv"]
        products:
          files: [tables/products.csv]
          join-files: [aisles.csv]
          name-column: a/b
        tuning:
          earlier-study: study.jsonl
        """);
    Config config = load(file);
    assertThat(config.orders().files())
        .containsExactly(
            folder + "/orders.csv",
            folder + "/../2025/*.parquet",
            "/data/more.csv",
            "s3://shop/orders.csv");
    assertThat(config.products().files()).containsExactly(folder + "/tables/products.csv");
    assertThat(config.products().joinFiles()).containsExactly(folder + "/aisles.csv");
    assertThat(config.products().nameColumn()).isEqualTo("a/b");
    assertThat(config.tuning().earlierStudy()).isEqualTo(folder + "/study.jsonl");
  }

  @Test
  void pathsInFlagsAndVariablesAreRelativeToTheCurrentDirectory() throws IOException {
    Files.writeString(file, "orders:\n  files: [orders.csv]\n");
    Map<String, List<String>> flags = Map.of("orders.files", List.of("here.csv"));
    Map<String, String> variables = Map.of("PROD2VEC_PRODUCTS_FILES", "products.csv");
    Config config = SCHEMA.load(Optional.of(file), variables, flags).config();
    assertThat(config.orders().files()).containsExactly("here.csv");
    assertThat(config.products().files()).containsExactly("products.csv");
  }

  @Test
  void aStarInTheNameOfTheFoldersIsNoGlob() throws IOException {
    Path odd = Files.createDirectory(folder.resolve("shop [1]*"));
    Path here =
        Files.writeString(odd.resolve("prod2vec.yaml"), "orders:\n  files: [a.csv, '*.csv']");
    assertThat(load(here).orders().files())
        .containsExactly(odd + "/a.csv", folder + "/shop [[]1][*]/*.csv");
  }

  /// The next key that holds a path shall not be forgotten.
  @Test
  void everyKeyThatIsNamedAfterFilesOrFoldersHoldsPaths() {
    List<String> paths =
        SCHEMA.keys().stream().filter(key -> key.type().isPath()).map(Key::name).toList();
    List<String> named =
        SCHEMA.keys().stream()
            .filter(key -> !(key.type() instanceof ValueType.Switch))
            .filter(key ->
                key.name().matches(".*\\b(files?|folders?|dir(ectory)?|paths?|cache)")
                    || key.description()
                        .matches("(A \\S+\\.\\w+|Files?|Folders?|Path)\\b(?!.*s3://bucket).*"))
            .map(Key::name)
            .toList();
    assertThat(named).isEqualTo(paths).contains("orders.files", "tuning.earlier-study");
  }

  @Test
  void twoWaysToWriteOnePathAgreeWithARun() {
    Config run = withOrders("orders.csv").config();
    withOrders("./orders.csv").requireAgreement(run, "r");
    withOrders(here.resolve("x/../orders.csv").toString()).requireAgreement(run, "r");
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> withOrders("other.csv").requireAgreement(run, "r"))
        .withMessage(
            "--orders.files: orders.files is [other.csv], but the run r has [orders.csv]; leave it"
                + " out or start a new run");
  }

  @Test
  void tagsAreShortTextsInALineAndEachIsKeptOnce() throws IOException {
    Files.writeString(file, "tags: [nightly, \"without returns\", 7, nightly]\n");
    assertThat(SCHEMA.load(Optional.of(file), Map.of(), Map.of()).config().tags())
        .containsExactly("nightly", "without returns", "7");
    assertThat(withTags("größer, 🍌").config().tags()).containsExactly("größer", "🍌");
    assertThat(withTags("🍌".repeat(60)).config().tags()).hasSize(1);
    assertWrongTags("🍌".repeat(61), "but one is \"" + "🍌".repeat(60) + "...\" with 61");
    assertWrongTags("a\tb", "but one is \"a?b\", where ? is a control character");
    assertWrongTags("a\u2028b", "but one is \"a?b\", where ? is a control character");
    assertThat(withTags(numbers(20)).config().tags()).hasSize(20);
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> withTags(numbers(21)))
        .withMessage("--tags: tags must have at most 20 texts, but has 21");
    Files.writeString(file, "tags: [\" \"]\n");
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> SCHEMA.load(Optional.of(file), Map.of(), Map.of()))
        .withMessage(
            file
                + ":1: tags must be texts of 1 to 60 characters without control characters, but one"
                + " is empty");
  }

  private static EffectiveConfig<Config> withTags(String tags) {
    return SCHEMA.load(Optional.empty(), Map.of(), Map.of("tags", List.of(tags)));
  }

  private static String numbers(int count) {
    return IntStream.range(0, count).mapToObj(String::valueOf).collect(Collectors.joining(","));
  }

  private static void assertWrongTags(String tags, String end) {
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> withTags(tags))
        .withMessage(
            "--tags: tags must be texts of 1 to 60 characters without control characters, " + end);
  }

  @Test
  void otherTagsAgreeWithARun() {
    withTags("spring").requireAgreement(withTags("nightly").config(), "r");
    withTags("spring").requireAgreement(Config.DEFAULT, "r");
  }

  @Test
  void aPageShowsPathsWithoutTheirFolders() {
    Map<String, String> texts =
        ConfigTree.textsWithoutFolders(withOrders("/srv/private/o.csv,s3://shop/o.csv").config());
    assertThat(texts)
        .containsEntry("orders.files", "[o.csv, \"s3://shop/o.csv\"]")
        .containsEntry("orders.separator", "\",\"");
  }

  private static EffectiveConfig<Config> withOrders(String path) {
    Map<String, List<String>> flags = Map.of("orders.files", List.of(path));
    return SCHEMA.load(Optional.empty(), Map.of(), flags);
  }

  @Test
  void aTreeOfPlainValuesCanBeReadBack() {
    Map<String, List<String>> flags =
        Map.of("training.dim", List.of("3"), "quality.warn-only", List.of("leakage,enough-orders"));
    Config config = SCHEMA.load(Optional.empty(), Map.of(), flags).config();
    assertThat(SCHEMA.parse(ConfigTree.of(config), "manifest.json")).isEqualTo(config);
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> SCHEMA.parse(Map.of("trainin", 3), "manifest.json"))
        .withMessage("manifest.json: no such key: trainin; did you mean training?");
  }

  @Test
  void aFormerNameIsRefusedWithThePresentOne() throws IOException {
    Files.writeString(file, "tuning:\n  warm-start: study.jsonl\n");
    Map<String, String> environment = Map.of("PROD2VEC_TUNING_WARM_START", "x");
    assertThat(lines(Optional.of(file), environment, Map.of("tuning.warm-start", List.of("x"))))
        .containsExactly(
            "3 faults in the config:",
            "  prod2vec.yaml:2: tuning.warm-start is now called tuning.earlier-study",
            "  PROD2VEC_TUNING_WARM_START: is now called PROD2VEC_TUNING_EARLIER_STUDY",
            "  --tuning.warm-start: tuning.warm-start is now called tuning.earlier-study");
  }

  @Test
  void aManifestOfAnEarlierVersionIsReadByFormerNames() {
    Config config =
        SCHEMA.parse(Map.of("tuning", Map.of("warm-start", "/a/study.jsonl")), "manifest.json");
    assertThat(config.tuning().earlierStudy()).isEqualTo("/a/study.jsonl");
  }

  private Config load(Path path) {
    return SCHEMA.load(Optional.of(path), Map.of(), Map.of()).config();
  }

  private void assertFault(Path path, String message) {
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> load(path))
        .satisfies(e -> assertThat(e.getMessage()).startsWith(folder + "/" + message));
  }

  /// A value that is allowed and, where there is one, not the default.
  private static String other(Key key) {
    return switch (key.type()) {
      case ValueType.IntNumber _ -> "" + ((int) key.defaultValue() + 1);
      case ValueType.LongNumber _ -> "" + ((long) key.defaultValue() + 1);
      case ValueType.DecimalNumber _ -> "" + ((double) key.defaultValue() + 1) / 16;
      case ValueType.Switch _ -> "" + !(boolean) key.defaultValue();
      case ValueType.Text _ ->
          switch (key.name()) {
            case "tuning.dim", "tuning.epochs", "tuning.negatives" -> "2..7";
            case "tuning.learning-rate", "tuning.noise-exponent", "tuning.dropout" ->
                "0.1..0.2 log";
            case "orders.since", "orders.until", "baskets.validation-from", "baskets.test-from" ->
                "2012-01-31";
            case "database.url" -> "jdbc:postgresql:x";
            case "orders.csv.delimiter", "products.csv.delimiter" -> ";";
            case "orders.csv.quote", "products.csv.quote" -> "'";
            case "orders.csv.escape", "products.csv.escape" -> "/";
            case "orders.csv.comment", "products.csv.comment" -> "#";
            case "orders.csv.encoding", "products.csv.encoding" -> "utf-16";
            default -> (key.type().isPath() ? "/" : "") + key.defaultValue() + "x";
          };
      case ValueType.TextList _ ->
          switch (key.name()) {
            case "quality.warn-only" -> "leakage";
            case "tuning.objective" -> "skip-gram";
            case "training.side-information" -> "names";
            default -> key.type().isPath() ? "/x" : "x";
          };
      case ValueType.OneOf set ->
          set.names().stream()
              .filter(name -> !name.equals(ValueType.plain(key.defaultValue())))
              .reduce((_, last) -> last)
              .orElseThrow();
    };
  }
}
