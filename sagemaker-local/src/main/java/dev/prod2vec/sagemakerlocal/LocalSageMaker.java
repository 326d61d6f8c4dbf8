package dev.prod2vec.sagemakerlocal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.prod2vec.container.Main;
import dev.prod2vec.disk.Tree;
import dev.prod2vec.file.Json;
import dev.prod2vec.sagemaker.LocalService;
import dev.prod2vec.store.ConditionalStore;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A SageMaker on this machine. It answers the calls of SageMaker and CloudWatch Logs that prod2vec
/// makes, in their own protocol (AWS JSON 1.1), checks them by SageMaker's rules, and runs the
/// container of each training job as a process. Signatures are not checked. Since any user of the
/// machine can reach it, each request must carry the secret that its starter was given. Its jobs
/// end when it is closed.
public final class LocalSageMaker implements LocalService {
  private static final int STOP_SECONDS = 20;
  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;

  private static final int SECRET_BYTES = 32;

  /// The header that brings the secret.
  private static final String SECRET_HEADER = "X-Prod2vec-Secret";

  /// The files of the folder `jvm` whose options make training fast.
  private static final List<String> OPTION_FILES = List.of("common", "training", "class-path");

  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("local-sagemaker").factory());
  private final Path folder;
  private final Service service;
  private final String secret;

  private LocalSageMaker(HttpServer server, Path folder, Service service, String secret) {
    this.server = server;
    this.folder = folder;
    this.service = service;
    this.secret = secret;
  }

  /// Starts it on a free port, in a temporary folder. Its containers get the options with which
  /// `./prod2vec` trains, without those that only Linux knows.
  ///
  /// @param store where the data are and the models go; not closed with it
  public static LocalSageMaker start(ConditionalStore store, Clock clock) throws IOException {
    return start(store, Files.createTempDirectory("prod2vec-jobs"), options(), clock);
  }

  /// Starts it on a free port.
  ///
  /// @param store where the data are and the models go; not closed with it
  /// @param folder parent of the containers' folders; removed when it is closed
  /// @param options of the virtual machine that runs a container
  public static LocalSageMaker start(
      ConditionalStore store, Path folder, List<String> options, Clock clock) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ExecutorService jobs =
        Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("job").factory());
    LocalSageMaker started =
        new LocalSageMaker(
            server, folder, new Service(store, folder, command(options), clock, jobs), secret());
    server.createContext("/", started::answer);
    server.setExecutor(started.threads);
    server.start();
    return started;
  }

  /// The options of the virtual machine with which training is fast.
  static List<String> options() {
    return OPTION_FILES.stream().flatMap(name -> arguments(name).stream()).toList();
  }

  /// The arguments in one of java's argument files: a line each, besides comments.
  private static List<String> arguments(String name) {
    try (InputStream in =
        Objects.requireNonNull(
            LocalSageMaker.class.getResourceAsStream("jvm/" + name), "jvm/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A random text that nobody can guess.
  private static String secret() {
    byte[] random = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  /// This program, started again as a container.
  private static List<String> command(List<String> options) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes =
        String.join(
            File.pathSeparator,
            Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(LocalSageMaker::seenByOthers)
                .toList());
    return Stream.of(List.of(java), options, List.of("-cp", classes, Main.class.getName()))
        .flatMap(List::stream)
        .toList();
  }

  /// The launcher names jars by a file descriptor, which only this process has open. Other
  /// processes reach it by the process id.
  private static String seenByOthers(String entry) {
    return Path.of(entry)
        .toAbsolutePath()
        .toString()
        .replaceFirst("^/proc/self/", "/proc/" + ProcessHandle.current().pid() + "/");
  }

  @Override
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public Map<String, String> headers() {
    return Map.of(SECRET_HEADER, secret);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      ObjectNode answer;
      int status = 200;
      try {
        if (isKnown(exchange)) {
          @Nullable String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
          answer = service.answer(String.valueOf(target), read(exchange));
        } else {
          status = FORBIDDEN;
          answer =
              error(
                  "AccessDeniedException",
                  "the local SageMaker serves only the process that started it");
        }
      } catch (ServiceException e) {
        status = BAD_REQUEST;
        answer = error(e.type(), e.getMessage());
      } catch (RuntimeException e) {
        status = 500;
        answer = error("InternalFailure", e.toString());
      }
      byte[] body = Json.line(answer).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /// Whether the request carries the secret. Takes the same time whatever it carries.
  private boolean isKnown(HttpExchange exchange) {
    @Nullable String given = exchange.getRequestHeaders().getFirst(SECRET_HEADER);
    return given != null
        && MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode read(HttpExchange exchange) throws IOException {
    try {
      return Json.MAPPER.readTree(exchange.getRequestBody().readAllBytes());
    } catch (JacksonException e) {
      throw ServiceException.invalid("the request is no JSON: " + e.getOriginalMessage());
    }
  }

  private static ObjectNode error(String type, @Nullable String message) {
    ObjectNode error = Json.MAPPER.createObjectNode();
    error.put("__type", type);
    error.put("message", message);
    return error;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    service.close(STOP_SECONDS, TimeUnit.SECONDS);
    try {
      Tree.delete(folder);
    } catch (IOException | UncheckedIOException _) {
      // The folder is temporary: what remains does no harm.
    }
  }
}
