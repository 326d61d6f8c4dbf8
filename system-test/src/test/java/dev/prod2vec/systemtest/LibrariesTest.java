package dev.prod2vec.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What lies in `cli/target/lib`.
class LibrariesTest {
  @Test
  void noClassIsInTwoJars() throws IOException {
    Map<String, Path> found = new HashMap<>();
    List<String> twice = new ArrayList<>();
    for (Path path : Repository.jars()) {
      try (JarFile jar = new JarFile(path.toFile())) {
        jar.stream()
            .map(entry -> entry.getName())
            .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
            .forEach(name -> {
              Path other = found.putIfAbsent(name, path);
              if (other != null) {
                twice.add(name + ": " + other.getFileName() + ", " + path.getFileName());
              }
            });
      }
    }
    assertThat(twice).isEmpty();
    assertThat(found).containsKeys("org/apache/commons/logging/Log.class");
  }

  @Test
  void theClassPathAndTheSbomNameTheJarsThatAreThere() throws IOException {
    Path cli = Repository.jar("prod2vec-cli-");
    var there = new TreeSet<>(Repository.jars().stream().map(this::name).toList());
    there.remove(name(cli));
    try (JarFile jar = new JarFile(cli.toFile())) {
      String path = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      assertThat(path.split(" ")).containsExactlyInAnyOrderElementsOf(there);
    }
    String sbom = Repository.text("cli/target/sbom.json");
    var listed = new TreeSet<String>();
    Pattern.compile("\"purl\" : \"pkg:maven/[^/]+/([^@]+)@([^?]+)\\?type=jar\"")
        .matcher(sbom)
        .results()
        .forEach(found -> listed.add(found.group(1) + "-" + found.group(2) + ".jar"));
    listed.remove(name(cli));
    assertThat(listed).isEqualTo(there);
    assertThat(sbom).contains("\"bomFormat\" : \"CycloneDX\"", "\"Apache-2.0\"");
  }

  private String name(Path path) {
    return path.getFileName().toString();
  }
}
