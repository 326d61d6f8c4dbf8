package dev.prod2vec.sagemakerlocal;

import dev.prod2vec.container.ContainerFolders;
import dev.prod2vec.container.Main;
import dev.prod2vec.file.InputException;
import dev.prod2vec.file.Json;
import dev.prod2vec.store.Condition;
import dev.prod2vec.store.ConditionalStore;
import dev.prod2vec.store.Location;
import dev.prod2vec.store.StoredObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One run of a job's container: a folder in the layout of the service, the entry point as a
/// process, and the upload of its results.
final class Container {
  private static final long SYNC_MILLIS = 500;
  private static final int PATIENCE_SECONDS = 120;
  private static final int DOWNLOADS = 5;

  private final TrainingJob job;
  private final ContainerFolders layout;
  private final Path root;
  private final ConditionalStore store;
  private final List<String> command;
  private final Map<Path, FileTime> synced = new HashMap<>();

  /// @param root an empty folder
  /// @param command what runs the entry point, without its arguments
  Container(TrainingJob job, Path root, ConditionalStore store, List<String> command) {
    this.job = job;
    this.root = root;
    this.layout = new ContainerFolders(root);
    this.store = store;
    this.command = command;
  }

  /// Lays out the folder, with data and checkpoints from S3.
  void prepare() throws IOException {
    JsonNode request = job.request();
    Files.createDirectories(layout.hyperparameters().getParent());
    Files.createDirectories(layout.model());
    Files.createDirectories(layout.output());
    Files.createDirectories(layout.checkpoints());
    Json.write(layout.hyperparameters(), request.path("HyperParameters"));
    ObjectNode channels = TrainingJob.object();
    for (JsonNode channel : request.path("InputDataConfig")) {
      String name = channel.path("ChannelName").stringValue();
      ObjectNode entry = channels.putObject(name);
      entry.put("TrainingInputMode", "File");
      entry.put("S3DistributionType", "FullyReplicated");
      entry.put("RecordWrapperType", "None");
      Location prefix =
          Location.parse(
              channel.path("DataSource").path("S3DataSource").path("S3Uri").stringValue());
      download(prefix, layout.channel(name));
    }
    Json.write(layout.channels(), channels);
    ObjectNode resources = TrainingJob.object();
    resources.put("current_host", "algo-1");
    resources.putArray("hosts").add("algo-1");
    resources.put("network_interface_name", "eth0");
    Json.write(layout.resources(), resources);
    JsonNode checkpoints = request.path("CheckpointConfig").path("S3Uri");
    if (checkpoints.isString()) {
      download(Location.parse(checkpoints.stringValue()), layout.checkpoints());
    }
  }

  /// Runs the entry point to its end.
  ///
  /// @param maxSeconds it is stopped after so long
  /// @return its exit code; empty if it ran for too long
  OptionalInt run(long maxSeconds) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(command);
    words.add("train");
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().put(Main.ROOT_VARIABLE, root.toString());
    builder.environment().put("TRAINING_JOB_NAME", job.name());
    Process process = builder.start();
    Thread reader = Thread.ofPlatform().daemon().start(() -> read(process));
    try {
      if (!job.running(process)) {
        process.destroy();
      }
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(maxSeconds);
      boolean tooLong = false;
      while (!process.waitFor(SYNC_MILLIS, TimeUnit.MILLISECONDS)) {
        sync();
        if (job.status() == Status.STOPPING || System.nanoTime() > end) {
          tooLong = job.status() != Status.STOPPING;
          process.destroy();
          if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
          }
        }
      }
      reader.join();
      sync();
      return tooLong ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    } finally {
      process.destroyForcibly().onExit().join();
    }
  }

  /// Uploads the model and the output of the container.
  void upload() throws IOException {
    pack(layout.model(), "model.tar.gz");
    pack(layout.output(), "output.tar.gz");
  }

  /// The message that the container left about its failure.
  String failure() throws IOException {
    if (!Files.exists(layout.failure())) {
      return "";
    }
    String text = Files.readString(layout.failure());
    return text.substring(0, Math.min(1024, text.length()));
  }

  private void pack(Path folder, String name) throws IOException {
    Path archive = root.resolve(name);
    Archive.pack(folder, archive);
    store.upload(archive, Location.parse(job.output(name)), new Condition.Always());
  }

  private void read(Process process) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      lines.lines().forEach(job::print);
    } catch (IOException | UncheckedIOException e) {
      job.print("the log was lost: " + e.getMessage());
    }
  }

  private void download(Location prefix, Path folder) throws IOException {
    for (int left = DOWNLOADS - 1; true; left--) {
      try {
        downloadOnce(prefix, folder);
        return;
      } catch (InputException e) {
        // Trials share a folder: another one's checkpoint was replaced since it was listed.
        if (left == 0) {
          throw e;
        }
      }
    }
  }

  private void downloadOnce(Location prefix, Path folder) throws IOException {
    for (StoredObject object : store.list(prefix)) {
      Path file = folder.resolve(prefix.relativize(object.location())).normalize();
      if (!file.startsWith(folder)) {
        throw new IOException(object.location() + " leads out of its folder");
      }
      Files.createDirectories(file.getParent());
      store.download(object, file);
    }
  }

  /// Uploads the checkpoints that have changed.
  private void sync() throws IOException {
    JsonNode uri = job.request().path("CheckpointConfig").path("S3Uri");
    if (!uri.isString()) {
      return;
    }
    Location folder = Location.parse(uri.stringValue());
    List<Path> files;
    try (var all = Files.walk(layout.checkpoints())) {
      files =
          all.filter(Files::isRegularFile)
              .filter(file -> !file.getFileName().toString().startsWith("."))
              .toList();
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof NoSuchFileException) {
        // The container has just removed one. The next sync is soon.
        return;
      }
      throw e;
    }
    // Uploaded from a copy, since the container replaces and removes its files at any time.
    Path copy = root.resolve("checkpoint");
    for (Path file : files) {
      try {
        FileTime time = Files.getLastModifiedTime(file);
        if (!time.equals(synced.put(file, time))) {
          String name = layout.checkpoints().relativize(file).toString().replace('\\', '/');
          Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
          store.upload(copy, folder.resolve(name), new Condition.Always());
        }
      } catch (NoSuchFileException e) {
        // The container has just removed it.
        synced.remove(file);
      }
    }
  }
}
