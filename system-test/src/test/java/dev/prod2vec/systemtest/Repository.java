package dev.prod2vec.systemtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The checkout that the tests run in.
final class Repository {
  /// Its root. Maven says where the module is; an IDE starts in it.
  static final Path ROOT =
      Path.of(System.getProperty("basedir", "")).toAbsolutePath().normalize().getParent();

  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import (?:static )?(dev\\.prod2vec\\.[a-z0-9]+\\.\\w+)");

  private Repository() {}

  /// A file below the root as text.
  static String text(String path) {
    return Folder.text(ROOT.resolve(path));
  }

  /// The full names of our types that any source imports, tests and benchmarks too.
  static Set<String> imports() {
    Set<String> imports = new TreeSet<>();
    try (var all = Files.walk(ROOT)) {
      for (Path source : all.filter(file -> file.toString().endsWith(".java")).toList()) {
        IMPORT
            .matcher(Files.readString(source))
            .results()
            .forEach(found -> imports.add(found.group(1)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return imports;
  }

  /// The built jars of the product, without libraries.
  static List<JarFile> productJars() {
    return Stream.concat(jars().stream(), jars(ROOT.resolve("spark/target")).stream())
        .filter(jar -> jar.getFileName().toString().matches("prod2vec-.*-[0-9].*\\.jar"))
        .map(Repository::open)
        .toList();
  }

  /// The one jar whose name begins so.
  static Path jar(String prefix) {
    List<Path> found =
        jars().stream().filter(jar -> jar.getFileName().toString().startsWith(prefix)).toList();
    if (found.size() != 1) {
      throw new IllegalStateException(prefix + "*.jar: " + found);
    }
    return found.getFirst();
  }

  private static JarFile open(Path jar) {
    try {
      return new JarFile(jar.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// All jars of the built distribution.
  ///
  /// @throws IllegalStateException if there are none: `./mvnw verify` packages before it tests
  static List<Path> jars() {
    return jars(ROOT.resolve("cli/target/lib"));
  }

  private static List<Path> jars(Path lib) {
    if (!Files.isDirectory(lib)) {
      throw new IllegalStateException(lib + " is not there: run ./mvnw verify");
    }
    try (var files = Files.list(lib)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
