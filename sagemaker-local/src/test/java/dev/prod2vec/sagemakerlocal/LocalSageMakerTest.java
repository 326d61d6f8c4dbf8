package dev.prod2vec.sagemakerlocal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.store.FolderStore;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSageMakerTest {
  @Test
  void servesNobodyButWhoeverHasItsSecret(@TempDir Path folder) throws Exception {
    Path jobs = Files.createDirectory(folder.resolve("jobs"));
    try (LocalSageMaker sageMaker =
        LocalSageMaker.start(
            new FolderStore(folder.resolve("store"), folder.resolve("work")),
            jobs,
            List.of(),
            Clock.systemUTC())) {
      Map.Entry<String, String> header = sageMaker.headers().entrySet().iterator().next();
      String secret = header.getValue();
      assertThat(secret).hasSizeGreaterThanOrEqualTo(32);
      for (String wrong :
          new String[] {
            "", secret.toUpperCase(Locale.ROOT) + "-", secret + "x", secret.substring(1)
          }) {
        refuses(sageMaker, Map.of(header.getKey(), wrong), secret);
      }
      refuses(sageMaker, Map.of(), secret);
      HttpResponse<String> answered = ask(sageMaker, sageMaker.headers());
      assertThat(answered.statusCode()).isEqualTo(200);
      assertThat(answered.body()).contains("TrainingJobSummaries");
      assertThat(sageMaker.endpoint().toString()).doesNotContain(secret);
    }
  }

  @Test
  void givesItsContainersTheOptionsWithWhichProd2vecTrains() throws IOException {
    List<String> options = new ArrayList<>();
    for (String file : List.of("common", "training", "class-path")) {
      for (String line : Files.readAllLines(Path.of("../jvm", file))) {
        if (line.startsWith("-")) {
          options.add(line);
        }
      }
    }
    assertThat(LocalSageMaker.options())
        .isEqualTo(options)
        .contains("--add-modules=jdk.incubator.vector");
  }

  private static void refuses(LocalSageMaker sageMaker, Map<String, String> headers, String secret)
      throws IOException, InterruptedException {
    HttpResponse<String> refused = ask(sageMaker, headers);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("AccessDeniedException").doesNotContain(secret);
  }

  private static HttpResponse<String> ask(LocalSageMaker sageMaker, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(sageMaker.endpoint())
            .header("X-Amz-Target", "SageMaker.ListTrainingJobs")
            .POST(HttpRequest.BodyPublishers.ofString("{}"));
    headers.forEach(request::header);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
