package dev.prod2vec.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The rules of CONTRIBUTING.md that the built classes can be held to.
class HouseRulesTest {
  private static final Pattern VENDOR =
      Pattern.compile("(?i)sagemaker|amazon|\\baws|(?<![a-z])s3(?![a-z0-9])");
  private static final Pattern VENDOR_TYPE = Pattern.compile("SageMaker|Amazon|Aws|AWS|S3");
  private static final Pattern SCHEME = Pattern.compile("\\b(s3a?|hdfs|gs|abfss?)://");
  private static final Pattern EMPTY_NAME =
      Pattern.compile(".*(Util|Utils|Helper|Helpers|Manager|Impl)|(Base|Abstract)[A-Z].*");

  /// What goes into a jar besides classes.
  private static final Pattern RESOURCE =
      Pattern.compile(".*\\.(css|js|json|properties|sql|txt)|.*/META-INF/services/[^/]*");

  /// The modules that have stores or services with locations of their own, and their schemes.
  private static final Map<String, String> OWN_SCHEMES = Map.of("aws", "s3a?", "spark", "hdfs");

  /// The checks of settings begin with their condition.
  private static final String REQUIRE = "dev.prod2vec.setting.Require";

  /// The classes of the package `training` that know files.
  private static final Set<String> TRAINING_FILES =
      Set.of("Checkpoint", "Trainer", "TrainingState");

  @Test
  void thePipelineNamesNoVendor() {
    Set<String> named = new TreeSet<>();
    for (JavaClass type : classes("pipeline")) {
      if (VENDOR_TYPE.matcher(type.getSimpleName()).find()) {
        named.add(type.getName());
      }
      for (var dependency : type.getDirectDependenciesFromSelf()) {
        String used = dependency.getTargetClass().getName();
        if (VENDOR_TYPE.matcher(used.substring(used.lastIndexOf('.') + 1)).find()) {
          named.add(type.getName() + " uses " + used);
        }
      }
      for (String text : Product.LITERALS.get(type.getName())) {
        if (VENDOR.matcher(text).find()) {
          named.add(type.getName() + ": \"" + text + "\"");
        }
      }
    }
    assertThat(named).isEmpty();
  }

  @Test
  void resourcesAreText() throws IOException {
    List<String> others = new ArrayList<>();
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      for (Path module : modules.sorted().toList()) {
        Path resources = module.resolve("src/main/resources");
        if (Files.isDirectory(resources)) {
          try (Stream<Path> files = Files.walk(resources)) {
            files
                .filter(Files::isRegularFile)
                .map(Path::toString)
                .filter(file -> !RESOURCE.matcher(file).matches())
                .forEach(others::add);
          }
        }
      }
    }
    assertThat(others).isEmpty();
  }

  @Test
  void onlyTheModuleOfAStoreNamesItsScheme() {
    Set<String> named = new TreeSet<>();
    for (JavaClass type : Product.CLASSES) {
      String own = OWN_SCHEMES.getOrDefault(Product.module(type), "none") + "://";
      for (String text : Product.LITERALS.get(type.getName())) {
        if (SCHEME.matcher(text.replaceAll(own, "")).find()) {
          named.add(type.getName() + ": \"" + text + "\"");
        }
      }
    }
    assertThat(named).isEmpty();
  }

  @Test
  void theCommandLineHasNothingForOthers() {
    assertThat(
            names(
                classes("cli"),
                type ->
                    Product.packageOf(type).equals("cli")
                        && type.getModifiers().contains(JavaModifier.PUBLIC)))
        .containsExactly("dev.prod2vec.cli.Main");
  }

  @Test
  void trainingKnowsNoFilesBesidesThoseOfItsState() {
    Set<String> users = new TreeSet<>();
    for (JavaClass type : Product.CLASSES) {
      if (!Product.packageOf(type).equals("training")) {
        continue;
      }
      for (var dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass used = dependency.getTargetClass();
        if (used.getPackageName().startsWith("java.nio.file")
            || used.getPackageName().equals(Product.ROOT_PACKAGE + "disk")) {
          users.add(outermost(type));
        }
      }
    }
    assertThat(users).isNotEmpty().isSubsetOf(TRAINING_FILES);
  }

  @Test
  void noNameIsEmptyOfMeaning() {
    assertThat(
            Product.CLASSES.stream()
                .map(JavaClass::getSimpleName)
                .filter(EMPTY_NAME.asMatchPredicate()))
        .isEmpty();
    assertThat(
            publicMethods()
                .filter(method -> method.getName().matches("get[A-Z].*"))
                .map(JavaMethod::getFullName))
        .isEmpty();
  }

  @Test
  void noPublicMethodTakesABoolean() {
    assertThat(
            publicMethods()
                .filter(method -> !method.getOwner().getName().equals(REQUIRE))
                .filter(method ->
                    method.getRawParameterTypes().stream()
                        .anyMatch(type -> type.getName().equals("boolean")))
                .map(JavaMethod::getFullName))
        .isEmpty();
  }

  @Test
  void whatIsPublicHasACallerInAnotherPackage() {
    Set<String> imported = Repository.imports();
    Set<String> alone = new TreeSet<>();
    for (JavaClass type : Product.CLASSES) {
      boolean isTop = type.getModifiers().contains(JavaModifier.PUBLIC) && type.isTopLevelClass();
      if (isTop
          && !type.getSimpleName().equals("Main")
          && !type.getSimpleName().endsWith("Provider")
          && !imported.contains(type.getName())
          && !isUsedElsewhere(type)) {
        alone.add(type.getName());
      }
    }
    assertThat(alone).isEmpty();
  }

  @Test
  void noClassExtendsAnother() {
    Set<String> heirs = new TreeSet<>();
    for (JavaClass type : Product.CLASSES) {
      boolean isException = type.isAssignableTo(Throwable.class);
      if (!isException
          && !type.isAnonymousClass()
          && !type.isEnum()
          && type.getRawSuperclass().stream()
              .anyMatch(
                  above -> above.getName().startsWith(Product.ROOT_PACKAGE) && !above.isEnum())) {
        heirs.add(type.getName());
      }
    }
    assertThat(heirs).isEmpty();
  }

  private static Set<JavaClass> classes(String module) {
    return Product.CLASSES.stream()
        .filter(type -> Product.module(type).equals(module))
        .filter(type -> !type.getSimpleName().equals("package-info"))
        .collect(Collectors.toSet());
  }

  private static Set<String> names(Set<JavaClass> classes, Predicate<JavaClass> which) {
    return classes.stream()
        .filter(JavaClass::isTopLevelClass)
        .filter(which)
        .map(JavaClass::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String outermost(JavaClass type) {
    return type.getName().replaceFirst("^.*\\.", "").replaceFirst("\\$.*", "");
  }

  /// The public methods that our public classes declare themselves, without those that override.
  private static Stream<JavaMethod> publicMethods() {
    return Product.CLASSES.stream()
        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
        .flatMap(type -> type.getMethods().stream())
        .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
        .filter(method -> !method.getModifiers().contains(JavaModifier.SYNTHETIC))
        .filter(method -> !overrides(method));
  }

  private static boolean overrides(JavaMethod method) {
    JavaClass owner = method.getOwner();
    return Stream.concat(
            owner.getAllRawSuperclasses().stream(), owner.getAllRawInterfaces().stream())
        .anyMatch(above ->
            above
                .tryGetMethod(
                    method.getName(),
                    method.getRawParameterTypes().stream()
                        .map(JavaClass::getName)
                        .toArray(String[]::new))
                .isPresent());
  }

  /// Whether a class of another package uses it, or a public member of a public class has it in its
  /// signature.
  private static boolean isUsedElsewhere(JavaClass type) {
    return type.getDirectDependenciesToSelf().stream()
        .anyMatch(dependency -> {
          JavaClass user = dependency.getOriginClass();
          return !user.getPackageName().equals(type.getPackageName())
              || (user.getModifiers().contains(JavaModifier.PUBLIC) && isInSignature(type, user));
        });
  }

  private static boolean isInSignature(JavaClass type, JavaClass user) {
    return user.getCodeUnits().stream()
        .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC))
        .anyMatch(unit -> mentions(unit, type));
  }

  private static boolean mentions(JavaCodeUnit unit, JavaClass type) {
    return unit.getAllInvolvedRawTypes().contains(type);
  }
}
