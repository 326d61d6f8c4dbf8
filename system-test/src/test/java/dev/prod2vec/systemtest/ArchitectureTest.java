package dev.prod2vec.systemtest;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import dev.prod2vec.systemtest.Architecture.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final Set<String> JAVA_BASE =
      ModuleLayer.boot().findModule("java.base").orElseThrow().getPackages();
  private static final Set<String> ANNOTATIONS =
      Set.of("org.jspecify.annotations", "com.google.errorprone.annotations");

  private static final Architecture ARCHITECTURE = Architecture.ofRepository();

  @Test
  void everyModuleIsBuiltAndItsPackagesAreThoseOfTheTable() {
    Map<String, Set<String>> built = new TreeMap<>();
    for (JavaClass type : Product.CLASSES) {
      built
          .computeIfAbsent(Product.module(type), m -> new TreeSet<>())
          .add(Product.packageOf(type));
    }
    Map<String, Set<String>> listed = new TreeMap<>();
    for (Row row : ARCHITECTURE.rows().values()) {
      listed.computeIfAbsent(row.module(), m -> new TreeSet<>()).add(row.name());
    }
    assertThat(built).isEqualTo(listed);
  }

  @Test
  void eachModuleHasClassesToHoldToTheTable() {
    Map<String, Long> seen =
        Product.CLASSES.stream()
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .collect(Collectors.groupingBy(Product::module, Collectors.counting()));
    System.out.println("classes held to docs/architecture.md: " + new TreeMap<>(seen));
    assertThat(seen).containsOnlyKeys(ARCHITECTURE.modules());
  }

  @Test
  void eachPackageUsesWhatItsLineSaysAndNothingElse() {
    assertThat(violations(ARCHITECTURE)).isEmpty();
  }

  @Test
  void aUseThatTheTableDoesNotAllowIsFound() {
    Row training = ARCHITECTURE.rows().get("training");
    assertThat(training).isNotNull();
    Map<String, Row> rows = new TreeMap<>(ARCHITECTURE.rows());
    rows.put("training", new Row("core", "training", training.phrase(), Set.of()));
    assertThat(violations(new Architecture(rows)))
        .anyMatch(line -> line.startsWith("training uses dev.prod2vec.basket,"));
  }

  @Test
  void theLauncherKnowsTheModules() {
    List<String> modules = new ArrayList<>(ARCHITECTURE.modules());
    // What only Spark's driver needs is built when it is needed.
    assertThat(modules.removeLast()).isEqualTo("spark");
    assertThat(Repository.text(".mvn/sources.sh"))
        .contains("\nmodules='" + String.join(" ", modules) + "'\n")
        .contains("\nspark_modules=\"$modules spark\"\n");
  }

  @Test
  void packagesHaveNoCycles() {
    slices()
        .matching(Product.ROOT_PACKAGE + "(*)..")
        .should()
        .beFreeOfCycles()
        .check(Product.CLASSES);
  }

  @Test
  void aModuleUsesOnlyEarlierModules() {
    List<String> modules = ARCHITECTURE.modules();
    List<String> upwards = new ArrayList<>();
    for (Row row : ARCHITECTURE.rows().values()) {
      for (String used : row.mayUse()) {
        Row other = ARCHITECTURE.rows().get(used);
        if (other != null && modules.indexOf(other.module()) > modules.indexOf(row.module())) {
          upwards.add(row.name() + " uses " + used);
        }
      }
    }
    assertThat(upwards).isEmpty();
  }

  @Test
  void onlyLinalgUsesTheVectorApiAndOnlyTheModuleDataSpeaksSql() {
    assertThat(packagesThatUse("jdk.incubator.vector")).containsExactly("linalg");
    Set<String> data =
        ARCHITECTURE.rows().values().stream()
            .filter(row -> row.module().equals("data"))
            .map(Row::name)
            .collect(Collectors.toSet());
    assertThat(packagesThatUse("java.sql")).isNotEmpty().isSubsetOf(data);
    for (String library : List.of("org.duckdb", "org.postgresql", "org.flywaydb")) {
      assertThat(packagesThatUse(library)).as(library).isNotEmpty().isSubsetOf(data);
    }
  }

  @Test
  void onlyTheModulesOfAVendorNameItOrTheSchemeOfItsStore() throws IOException {
    Pattern store = Pattern.compile("S3(?![0-9])|s3://|\"s3");
    assertThat(linesThatName(store, "core", "data", "pipeline", "cli")).isEmpty();
    Pattern vendor = Pattern.compile("sagemaker|amazon|\\baws\\b", Pattern.CASE_INSENSITIVE);
    assertThat(linesThatName(vendor, "core", "data", "pipeline")).isEmpty();
    assertThat(linesThatName(store, "aws")).isNotEmpty();
    assertThat(linesThatName(vendor, "aws")).isNotEmpty();
  }

  @Test
  void onlyItsModuleUsesSpark() {
    Set<String> spark =
        ARCHITECTURE.rows().values().stream()
            .filter(row -> row.module().equals("spark"))
            .map(Row::name)
            .collect(Collectors.toSet());
    assertThat(packagesThatUse("org.apache.spark")).isNotEmpty().isSubsetOf(spark);
    assertThat(packagesThatUse("scala")).isSubsetOf(spark);
  }

  /// Lines of the product's sources that name something.
  private static List<String> linesThatName(Pattern name, String... modules) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String module : modules) {
      try (Stream<Path> files =
          Files.walk(Repository.ROOT.resolve(module).resolve("src/main/java"))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          Files.readAllLines(file).stream()
              .filter(line -> name.matcher(line).find())
              .forEach(line -> lines.add(Repository.ROOT.relativize(file) + ": " + line.strip()));
        }
      }
    }
    return lines;
  }

  @Test
  void theSentenceOfAPackageIsThatOfItsPackageInfo() {
    for (Row row : ARCHITECTURE.rows().values()) {
      String file =
          row.module() + "/src/main/java/dev/prod2vec/" + row.name() + "/package-info.java";
      assertThat(Repository.text(file)).as(file).startsWith("/// " + row.phrase() + "\n");
    }
  }

  @Test
  void aTableThatIsMissingOrUnreadableFails() {
    assertThatThrownBy(() -> Architecture.of("# no table")).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() ->
            Architecture.of(
                "| module | package | what it is | may use |\n|---|---|---|---|\n| a | b |\n"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("| a | b |");
  }

  /// What a class uses beyond its package's line, each named once.
  private static Set<String> violations(Architecture architecture) {
    Set<String> violations = new TreeSet<>();
    for (JavaClass type : Product.CLASSES) {
      Row row = architecture.rows().get(Product.packageOf(type));
      if (row == null) {
        continue;
      }
      for (var dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (!target.isPrimitive() && !allowed(row, target.getPackageName())) {
          violations.add(
              "%s uses %s, its line does not: %s"
                  .formatted(row.name(), target.getPackageName(), dependency.getDescription()));
        }
      }
    }
    return violations;
  }

  private static boolean allowed(Row row, String used) {
    if (JAVA_BASE.contains(used) || ANNOTATIONS.contains(used)) {
      return true;
    }
    if (used.startsWith(Product.ROOT_PACKAGE)) {
      String name = used.substring(Product.ROOT_PACKAGE.length());
      return name.equals(row.name()) || row.mayUse().contains(name);
    }
    return row.mayUse().stream()
        .anyMatch(prefix -> used.equals(prefix) || used.startsWith(prefix + "."));
  }

  private static Set<String> packagesThatUse(String prefix) {
    Set<String> packages = new TreeSet<>();
    for (JavaClass type : Product.CLASSES) {
      for (var dependency : type.getDirectDependenciesFromSelf()) {
        String used = dependency.getTargetClass().getBaseComponentType().getPackageName();
        if (used.equals(prefix) || used.startsWith(prefix + ".")) {
          packages.add(Product.packageOf(type));
        }
      }
    }
    return packages;
  }
}
