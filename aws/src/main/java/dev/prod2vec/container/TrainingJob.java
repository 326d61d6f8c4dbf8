package dev.prod2vec.container;

import dev.prod2vec.config.Config;
import dev.prod2vec.embedding.Safetensors;
import dev.prod2vec.evaluation.Fit;
import dev.prod2vec.file.InputException;
import dev.prod2vec.file.Json;
import dev.prod2vec.file.WriteGuard;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.study.Measure;
import dev.prod2vec.task.LocalTraining;
import dev.prod2vec.task.TaskContext;
import dev.prod2vec.task.TaskFiles;
import dev.prod2vec.task.TaskListener;
import dev.prod2vec.task.TrainingFiles;
import dev.prod2vec.task.TrialQuestions;
import dev.prod2vec.training.EpochMetrics;
import dev.prod2vec.training.TrainingProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/// A training as its container runs it: by the ordinary trainer, on the files that SageMaker put
/// there.
final class TrainingJob {
  private final ContainerFolders layout;
  private final Clock clock;
  private final Consumer<String> log;

  /// @param log hears metrics, as lines
  TrainingJob(ContainerFolders layout, Clock clock, Consumer<String> log) {
    this.layout = layout;
    this.clock = clock;
    this.log = log;
  }

  /// Trains.
  ///
  /// @throws WrongUseException if the job cannot do what it was told
  /// @throws InterruptedException if the thread is interrupted; after the first epoch there is a
  ///   checkpoint
  void run() throws IOException, InterruptedException {
    requireOneMachine();
    Map<String, String> texts = texts(layout.hyperparameters());
    Hyperparameters told = Hyperparameters.parse(texts);
    Files.createDirectories(layout.model());
    Files.createDirectories(layout.output());
    Path checkpoints = layout.checkpoints().resolve(Hyperparameters.checkpointKey(texts));
    Files.createDirectories(checkpoints);
    TaskFiles files = new TaskFiles(channel(), layout.model(), checkpoints, WriteGuard.OPEN);
    Config config = told.config();
    boolean isTrial = told.trial() == Hyperparameters.Trial.YES;
    TaskContext context =
        new TaskContext(
            "job",
            clock.instant(),
            config,
            new LinkedHashMap<>(),
            files,
            listener(config, isTrial),
            clock);
    List<EpochMetrics> epochs =
        new LocalTraining().train(context, config.training(), told.orders());
    writeLog(epochs);
    if (isTrial) {
      score(files, config);
    }
  }

  private TaskListener listener(Config config, boolean isTrial) {
    TrainingProgress progress = progress(config, isTrial);
    return new TaskListener() {
      @Override
      public TrainingProgress training() {
        return progress;
      }

      @Override
      public void notice(String line) {
        log.accept(line);
      }
    };
  }

  private TrainingProgress progress(Config config, boolean isTrial) {
    EpochLine.Objective objective =
        isTrial && config.tuning().metric() == Measure.HIT_RATE
            ? EpochLine.Objective.HIT_RATE_OF_EPOCH
            : EpochLine.Objective.NONE;
    List<EpochMetrics> epochs = new ArrayList<>();
    return new TrainingProgress() {
      @Override
      public void warning(String line) {
        log.accept("warning: " + line);
      }

      @Override
      public void epoch(EpochMetrics metrics) {
        epochs.add(metrics);
        log.accept(EpochLine.of(metrics, objective));
        try {
          // A trial that is stopped early leaves this file and no model.
          writeLog(epochs);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  private void writeLog(List<EpochMetrics> epochs) throws IOException {
    Files.writeString(layout.output().resolve(TrainingFiles.LOG), TrainingFiles.log(epochs));
  }

  private void score(TaskFiles files, Config config) throws IOException, InterruptedException {
    Fit scores =
        TrialQuestions.of(files, config.evaluation())
            .scores(
                Safetensors.read(files.write(ProductModel.FILE)).embedding(),
                config.training().threads());
    Json.write(layout.output().resolve(ContainerFolders.SCORES), scores);
    log.accept(
        "%s %s %s %s"
            .formatted(
                LogMetric.TRIAL_HIT_RATE.text(scores.hitRate10()),
                LogMetric.TRIAL_MRR.text(scores.meanReciprocalRank()),
                LogMetric.TRIAL_LOSS.text(scores.loss()),
                LogMetric.OBJECTIVE.text(config.tuning().metric().of(scores))));
  }

  private Path channel() {
    if (!json(layout.channels()).has(ContainerFolders.CHANNEL)) {
      throw new WrongUseException(
          "%s: no channel \"%s\"\nhint: a job needs it, with %s"
              .formatted(
                  layout.channels(),
                  ContainerFolders.CHANNEL,
                  String.join(", ", TrainingFiles.INPUTS)));
    }
    return layout.channel(ContainerFolders.CHANNEL);
  }

  private void requireOneMachine() {
    int machines = json(layout.resources()).path("hosts").size();
    if (machines != 1) {
      throw new WrongUseException(
          "%s: the job has %d machines, but one training runs on one\nhint: InstanceCount must be 1"
              .formatted(layout.resources(), machines));
    }
  }

  private static Map<String, String> texts(Path file) {
    try {
      return Json.MAPPER.convertValue(json(file), new TypeReference<Map<String, String>>() {});
    } catch (IllegalArgumentException | JacksonException e) {
      throw new InputException(file + ": must be an object of texts", e);
    }
  }

  private static JsonNode json(Path file) {
    return Json.read(file, JsonNode.class);
  }
}
