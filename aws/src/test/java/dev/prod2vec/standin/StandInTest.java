package dev.prod2vec.standin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.store.FolderStore;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandInTest {
  private static final String SECRET = "of-the-parent";

  @Test
  void servesNobodyButWhoeverHasItsSecret(@TempDir Path folder) throws Exception {
    Path jobs = Files.createDirectory(folder.resolve("jobs"));
    try (StandIn standIn =
        StandIn.start(
            new FolderStore(folder.resolve("store"), folder.resolve("work")),
            jobs,
            List.of(),
            Clock.systemUTC(),
            SECRET)) {
      for (String wrong : new String[] {null, "", "of-the-parenT", SECRET + "x"}) {
        HttpResponse<String> refused = ask(standIn, wrong);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("AccessDeniedException").doesNotContain(SECRET);
      }
      HttpResponse<String> answered = ask(standIn, SECRET);
      assertThat(answered.statusCode()).isEqualTo(200);
      assertThat(answered.body()).contains("TrainingJobSummaries");
      assertThat(standIn.endpoint().toString()).doesNotContain(SECRET);
    }
  }

  private static HttpResponse<String> ask(StandIn standIn, @Nullable String secret)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(standIn.endpoint())
            .header("X-Amz-Target", "SageMaker.ListTrainingJobs")
            .POST(HttpRequest.BodyPublishers.ofString("{}"));
    if (secret != null) {
      request.header(StandIn.SECRET_HEADER, secret);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
