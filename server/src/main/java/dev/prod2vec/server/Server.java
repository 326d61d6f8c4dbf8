package dev.prod2vec.server;

import com.sun.net.httpserver.HttpServer;
import dev.prod2vec.live.LiveRun;
import dev.prod2vec.setting.WrongUseException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// Serves a run over HTTP, each request on a virtual thread. Close it to end it in good order.
public final class Server implements AutoCloseable {
  /// What the server of the JDK may use; it takes this from properties of the system alone. Times
  /// are in seconds.
  private static final Map<String, String> LIMITS =
      Map.of(
          // More than ten thousand connections that say nothing must not keep others out.
          "jdk.httpserver.maxConnections", "16384",
          // A connection that says nothing is closed then, and one whose request takes longer.
          "sun.net.httpserver.idleInterval", "60",
          "sun.net.httpserver.maxIdleConnections", "1024",
          "sun.net.httpserver.maxReqTime", "30",
          // So is one whose client does not read.
          "sun.net.httpserver.maxRspTime", "60",
          "sun.net.httpserver.maxReqHeaders", "100",
          "sun.net.httpserver.maxReqHeaderSize", "32768",
          // Without it, a short answer waits for the client's system.
          "sun.net.httpserver.nodelay", "true");

  private static final int WAITING_CONNECTIONS = 1024;

  /// Less than after which a process is ended that does not end by itself.
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  static {
    LIMITS.forEach((name, value) -> {
      if (System.getProperty(name) == null) {
        System.setProperty(name, value);
      }
    });
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final Listening listening;

  private Server(HttpServer server, ExecutorService threads, Listening listening) {
    this.server = server;
    this.threads = threads;
    this.listening = listening;
  }

  /// Starts to answer.
  ///
  /// @param live the run; whoever opened it closes it
  /// @param says is told about faults of ours, in a line each
  /// @throws WrongUseException if the port is in use or may not be used
  public static Server start(Listening listening, LiveRun live, Consumer<String> says)
      throws IOException {
    HttpServer server;
    try {
      server =
          HttpServer.create(
              new InetSocketAddress(listening.address(), listening.port()), WAITING_CONNECTIONS);
    } catch (BindException e) {
      throw new WrongUseException(
          "%s:%s: cannot listen there: %s\nhint: --port 0 takes a port that is free"
              .formatted(listening.host(), listening.port(), e.getMessage()));
    }
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(threads);
    server.createContext("/", new Dispatcher(live, new Access(listening), new Metrics(live), says));
    server.start();
    return new Server(server, threads, listening);
  }

  /// Where it is reached, for example `http://127.0.0.1:8080`.
  public String address() {
    String host = listening.host();
    return "http://%s:%s".formatted(host.contains(":") ? "[" + host + "]" : host, port());
  }

  /// The port at which it listens.
  int port() {
    return server.getAddress().getPort();
  }

  /// Takes no more requests, and waits until the open ones are answered, but not for long.
  @Override
  public void close() {
    server.stop((int) PATIENCE.toSeconds());
    threads.shutdownNow();
  }
}
