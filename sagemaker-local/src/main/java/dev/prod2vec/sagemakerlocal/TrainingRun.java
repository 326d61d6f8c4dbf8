package dev.prod2vec.sagemakerlocal;

import dev.prod2vec.disk.Tree;
import dev.prod2vec.store.ConditionalStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Takes a training job through its states, to its end.
final class TrainingRun implements Runnable {
  private static final int DAY_SECONDS = 24 * 3600;

  /// Exit codes of a container that was ended by a signal: its own, and the code of the shell.
  private static final Set<Integer> SIGNALLED = Set.of(130, 143);

  private final TrainingJob job;
  private final Path folder;
  private final ConditionalStore store;
  private final List<String> command;

  /// @param folder parent of the containers' folders
  TrainingRun(TrainingJob job, Path folder, ConditionalStore store, List<String> command) {
    this.job = job;
    this.folder = folder;
    this.store = store;
    this.command = command;
  }

  @Override
  public void run() {
    try {
      boolean takenAway = true;
      while (takenAway) {
        Path root = Files.createTempDirectory(folder, "container");
        try {
          takenAway = runContainer(root);
        } finally {
          Tree.delete(root);
        }
      }
    } catch (IOException | RuntimeException e) {
      job.end(Status.FAILED, "Failed", "InternalServerError: " + e.getMessage());
    } catch (InterruptedException e) {
      job.end(Status.FAILED, "Failed", "InternalServerError: the service ends");
    }
  }

  /// @return whether its machine was taken away
  private boolean runContainer(Path root) throws IOException, InterruptedException {
    Container container = new Container(job, root, store, command);
    job.step("Downloading", "Downloading input data");
    container.prepare();
    if (job.status() == Status.STOPPING) {
      job.end(Status.STOPPED, "Stopped", "Training job stopped");
      return false;
    }
    job.step("Training", "Training image download completed. Training in progress.");
    JsonNode request = job.request();
    OptionalInt exit =
        container.run(
            request.path("StoppingCondition").path("MaxRuntimeInSeconds").asInt(DAY_SECONDS));
    boolean stopped = job.status() == Status.STOPPING;
    if (!stopped
        && exit.isPresent()
        && SIGNALLED.contains(exit.getAsInt())
        && request.path("EnableManagedSpotTraining").asBoolean(false)) {
      job.step("Interrupted", "Training job interrupted: its machine was taken away");
      job.step("Starting", "Preparing the instances for training");
      return true;
    }
    if (stopped || exit.isEmpty() || exit.getAsInt() == 0) {
      if (!stopped) {
        job.step("Uploading", "Uploading generated training model");
      }
      container.upload();
    }
    if (stopped) {
      job.end(Status.STOPPED, "Stopped", "Training job stopped");
    } else if (exit.isEmpty()) {
      job.end(
          Status.STOPPED,
          "MaxRuntimeExceeded",
          "Training job runtime exceeded MaxRuntimeInSeconds");
    } else if (exit.getAsInt() == 0) {
      job.end(Status.COMPLETED, "Completed", "Training job completed");
    } else {
      job.end(
          Status.FAILED,
          "Failed",
          "AlgorithmError: %s, exit code: %d".formatted(container.failure(), exit.getAsInt()));
    }
    return false;
  }
}
