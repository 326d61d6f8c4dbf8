package dev.prod2vec.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PolicyTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/prod2vec");

  /// A call of one of the SDK's clients, under the names that they have in the sources.
  private static final Pattern CALL =
      Pattern.compile("\\b(jobs\\(\\)|logs|client)\\s*\\.([a-z]+[A-Z]\\w+)\\(");

  @Test
  void thePolicyOfTheGuideAllowsEachCallOfTheCodeAndNoOther() throws IOException {
    Set<String> made = new TreeSet<>();
    for (String folder : new String[] {"sagemaker", "s3"}) {
      for (Path source : sources(SOURCES.resolve(folder))) {
        Matcher call = CALL.matcher(Files.readString(source));
        while (call.find()) {
          String service =
              switch (call.group(1)) {
                case "jobs()" -> "sagemaker";
                case "logs" -> "logs";
                default -> "s3";
              };
          made.add(service + ":" + action(call.group(2)));
        }
      }
    }
    String guide = Files.readString(Path.of("../docs/how-to/sagemaker.md"));
    Set<String> allowed = new TreeSet<>();
    Matcher action =
        Pattern.compile("\"((?:sagemaker|logs|s3):\\w+)\"")
            .matcher(guide.substring(0, guide.indexOf("**A role for the jobs**")));
    while (action.find()) {
      allowed.add(action.group(1));
    }
    // CreateTrainingJob asks for this one where a job has tags.
    assertThat(allowed.remove("sagemaker:AddTags")).isTrue();
    assertThat(made).isEqualTo(allowed);
  }

  /// The permission that an operation takes. S3's differ from the names of its operations.
  private static String action(String method) {
    return switch (method.replace("Paginator", "")) {
      case "headObject", "getObjectAsBytes" -> "GetObject";
      case "listObjectsV2" -> "ListBucket";
      case "createMultipartUpload", "uploadPart", "completeMultipartUpload" -> "PutObject";
      case String name -> name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    };
  }

  private static Iterable<Path> sources(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }
}
