import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// Starts a server, asks it one question of each kind and ends it. The build does so to find out
/// which classes it loads.
///
/// Arguments: the command that serves.
final class ServeOnce {
  private static final Pattern ADDRESS = Pattern.compile(" at (http://\\S+)$");
  private static final Pattern ID = Pattern.compile("\"product_id\":\"([^\"]+)\"");

  private ServeOnce() {}

  public static void main(String[] command) throws Exception {
    Process server =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (HttpClient client = HttpClient.newHttpClient()) {
      BufferedReader out = server.inputReader(StandardCharsets.UTF_8);
      var address = ADDRESS.matcher(String.valueOf(out.readLine()));
      if (!address.find()) {
        throw new IOException("the server did not start");
      }
      String root = address.group(1);
      var found = ID.matcher(ask(client, HttpRequest.newBuilder(URI.create(root + "/api/v1/products?q=a"))));
      if (!found.find()) {
        throw new IOException("no product was found");
      }
      String product = "/api/v1/products/" + found.group(1);
      for (String path :
          List.of(
              product,
              product + "/similar",
              product + "/similar?not=aisle",
              product + "/complements",
              product + "/cannibals",
              "/api/v1/vectors?limit=1",
              "/api/v1/map",
              "/api/v1/runs",
              "/metrics",
              "/openapi.json",
              "/")) {
        ask(client, HttpRequest.newBuilder(URI.create(root + path)));
      }
      String basket = "[\"" + found.group(1) + "\"]";
      for (String body :
          List.of(
              "{\"basket\":" + basket + "}",
              "{\"baskets\":[{\"basket_id\":\"1\",\"products\":" + basket + "}]}")) {
        ask(
            client,
            HttpRequest.newBuilder(URI.create(root + "/api/v1/complete"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
      }
    } finally {
      server.destroy();
      if (!server.waitFor(1, TimeUnit.MINUTES)) {
        server.destroyForcibly();
      }
    }
  }

  private static String ask(HttpClient client, HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
  }
}
