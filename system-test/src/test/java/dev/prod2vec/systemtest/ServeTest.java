package dev.prod2vec.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The built command that serves a run.
class ServeTest {
  private static final Pattern READY = Pattern.compile("serving run (\\S+) at (http://\\S+)\n");

  private @RegisterExtension final Background background = new Background();
  private final FinishedRun run = FinishedRun.one();

  @Test
  void itSaysWhereItIsAnswersAndEndsAtASignal() throws Exception {
    var serving = background.start(run.commandLine(), "serve", "--port", "0");
    Background.await(serving, () -> READY.matcher(Files.readString(serving.out())).find());
    MatchResult ready =
        READY.matcher(Files.readString(serving.out())).results().findFirst().orElseThrow();
    assertThat(ready.group(1)).isEqualTo(run.run().getFileName().toString());
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (String path :
          List.of(
              "/",
              "/health",
              "/metrics",
              "/openapi.json",
              "/api/v1/runs",
              "/api/v1/map",
              "/api/v1/vectors?limit=2",
              "/api/v1/products?q=brulee",
              "/api/v1/products/p107/similar",
              "/api/v1/products/p107/complements?sort=together")) {
        var answer = get(client, ready.group(2) + path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        assertThat(answer.body()).as(path).isNotBlank();
      }
    }
    Background.signal(serving, "TERM");
    assertThat(serving.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(serving.process().exitValue()).isEqualTo(130);
    assertThat(Files.readString(serving.err())).isEqualTo("stopped\n");
  }

  @Test
  void theExamplesOfThePageWorkOneAfterTheOther() throws Exception {
    var serving = background.start(run.commandLine(), "serve", "--port", "0");
    Background.await(serving, () -> READY.matcher(Files.readString(serving.out())).find());
    String address =
        READY.matcher(Files.readString(serving.out())).results().findFirst().orElseThrow().group(2);
    List<String> examples =
        Pattern.compile("(?m)^curl .*$")
            .matcher(Repository.text("docs/how-to/serve.md"))
            .results()
            .map(MatchResult::group)
            .toList();
    assertThat(examples).hasSizeGreaterThan(4);
    for (String example : examples) {
      String command =
          example
              .replace("http://127.0.0.1:8080", address)
              .replace("20261101-093000", String.valueOf(run.run().getFileName()))
              .replace("24852", "p107")
              .replace("13176", "p101");
      var result =
          CommandLine.await(
              new CommandLine(run.directory())
                  .start(List.of("sh", "-c", command.replaceFirst("curl ", "curl -sS --fail "))));
      assertThat(result.exit()).as(command + "\n" + result.err()).isZero();
      assertThat(result.out()).as(command).isNotBlank();
    }
  }

  @Test
  void whatCannotBeServedIsRefusedInALine(@TempDir Path empty) {
    CommandLine here = new CommandLine(empty);
    assertRefused(here.run("serve"), "error: runs: no run here is done");
    assertRefused(here.run("serve", "--run", "none"), "error: no such run: none");
    assertRefused(
        run.commandLine().run("serve", "--host", "0.0.0.0"),
        "error: --host 0.0.0.0: other machines could ask without a token");
    assertRefused(run.commandLine().run("serve", "--port", "70000"), "error: --port: must be 0 to");
    assertRefused(run.commandLine().run("serve", "--port", "many"), "error: ");
  }

  private static void assertRefused(CommandLine.Result result, String message) {
    assertThat(result.exit()).as(result.err()).isEqualTo(2);
    assertThat(result.err()).startsWith(message).doesNotContain("\tat ");
    assertThat(result.out()).isEmpty();
  }

  private static HttpResponse<String> get(HttpClient client, String address)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
