package dev.prod2vec.cli;

import dev.prod2vec.live.LiveRun;
import dev.prod2vec.process.ExitCode;
import dev.prod2vec.run.RunFolder;
import dev.prod2vec.server.Listening;
import dev.prod2vec.server.Server;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Serves a run over HTTP.
@Command(
    name = "serve",
    description = {
      "Answer questions about a run over HTTP: search, neighbours, baskets, vectors, the map.",
      "It opens the newest finished run of a folder. When a newer one is finished, that is loaded"
          + " beside it and then served instead, while requests are answered all the time. With --run"
          + " it stays at one run.",
      "The command prints its address and runs until ctrl-C or SIGTERM. Then open requests are"
          + " answered, and the exit code is 130.",
      "It only reads. It listens to this machine alone, unless --host says otherwise; then each"
          + " request needs the header Authorization: Bearer TOKEN with the token of the environment"
          + " variable PROD2VEC_SERVE_TOKEN. If that is set, it is needed in any case."
    },
    footer = {
      "  prod2vec serve",
      "  prod2vec serve --runs demo/runs --port 0",
      "  prod2vec serve --host 0.0.0.0 --name products.example.com"
    })
final class ServeCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--runs",
      paramLabel = "DIR",
      description = "Folder of the runs, or ${bundle:location}. Default: ${DEFAULT-VALUE}.")
  private String runs = RunFolder.DEFAULT.toString();

  @Option(
      names = "--run",
      paramLabel = "ID|DIR",
      description =
          "The run or a model's folder, or ${bundle:location}. Default: the newest finished run, and"
              + " each newer one later.")
  private @Nullable String run;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Where it listens; 0 is any port that is free. Default: ${DEFAULT-VALUE}.")
  private int port = Listening.PORT;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "The address of this machine at which it listens. Default: ${DEFAULT-VALUE}.")
  private String host = Listening.LOOPBACK;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "A name by which it is reached, for example that of a proxy; may be repeated. Requests by"
              + " other names than localhost are refused, since a page of another site could let its"
              + " name point here.")
  private List<String> names = List.of();

  ServeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<String> token =
        Optional.ofNullable(console.environment().get(Listening.TOKEN_VARIABLE))
            .filter(text -> !text.isEmpty());
    Listening listening = new Listening(host, port, token, names);
    try (LiveRun live =
            LiveRun.open(console.places(), runs, Optional.ofNullable(run), console::message);
        Server server = Server.start(listening, live, console::warning)) {
      console.out().println("serving run %s at %s".formatted(live.run().id(), server.address()));
      console.out().flush();
      live.start();
      new CountDownLatch(1).await();
    } catch (InterruptedException _) {
      console.message("stopped");
    }
    return ExitCode.INTERRUPTED.code();
  }
}
