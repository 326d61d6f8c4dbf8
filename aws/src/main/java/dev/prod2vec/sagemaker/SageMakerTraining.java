package dev.prod2vec.sagemaker;

import dev.prod2vec.process.JobException;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.config.Config;
import dev.prod2vec.disk.WholeFile;
import dev.prod2vec.embedding.Safetensors;
import dev.prod2vec.file.Sha256;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.process.JobException;
import dev.prod2vec.process.ToolVersion;
import dev.prod2vec.store.Condition;
import dev.prod2vec.store.Location;
import dev.prod2vec.store.StoredObject;
import dev.prod2vec.study.FinalTraining;
import dev.prod2vec.study.StudyFile;
import dev.prod2vec.study.StudyListener;
import dev.prod2vec.study.TrialRecord;
import dev.prod2vec.study.TuningConfig;
import dev.prod2vec.task.TaskContext;
import dev.prod2vec.task.TaskFiles;
import dev.prod2vec.task.TrainingFiles;
import dev.prod2vec.task.TrainingService;
import dev.prod2vec.task.TrainingSet;
import dev.prod2vec.task.TrialQuestions;
import dev.prod2vec.training.EpochMetrics;
import dev.prod2vec.training.TrainingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Trains by jobs on SageMaker: sends the prepared files to S3, follows the jobs, and fetches their
/// models.
public final class SageMakerTraining implements TrainingService {
  private static final String MODEL_ARCHIVE = "model.tar.gz";

  /// The most that a model's file and log have besides the vectors.
  private static final long MODEL_EXTRA_BYTES = 16 << 20;

  private final Function<Config, Connection> connections;

  /// @param connections opened for one piece of work and closed after it
  public SageMakerTraining(Function<Config, Connection> connections) {
    this.connections = connections;
  }

  @Override
  public List<EpochMetrics> train(TaskContext context, TrainingConfig training, TrainingSet orders)
      throws IOException, InterruptedException {
    Config trained = context.config().withTraining(training);
    CostEstimate.line(settings(context), 1).ifPresent(context.listener()::notice);
    try (Connection connection = connections.apply(context.config())) {
      JobNames names = names(context);
      RunPlace place = place(context, names);
      JobRequests requests = requests(context, connection, place);
      JobNames.Purpose purpose =
          orders == TrainingSet.ALL ? JobNames.Purpose.FINAL : JobNames.Purpose.TRAINING;
      String job =
          follower(new TrainingKind(connection), connection, context)
              .run(
                  number -> names.training(purpose, number),
                  name -> requests.training(name, trained, orders),
                  name -> new TrainingSteps(connection, context, name))
              .trainingJobName();
      fetch(context, connection, place.archive(job, MODEL_ARCHIVE), training.dim());
    }
    return TrainingFiles.readLog(context.files().write(TrainingFiles.LOG));
  }

  @Override
  public SearchResult search(TaskContext context) throws IOException, InterruptedException {
    Config config = context.config();
    TuningConfig tuning = config.tuning();
    TaskFiles files = context.files();
    SearchRequest.requirePossible(tuning);
    SearchRequest.warning(tuning).ifPresent(context.listener()::notice);
    CostEstimate.line(settings(context), trainings(tuning)).ifPresent(context.listener()::notice);
    try (Connection connection = connections.apply(config)) {
      JobNames names = names(context);
      RunPlace place = place(context, names);
      Path folder = files.unfinished("jobs");
      Files.createDirectories(folder);
      Archives archives = new Archives(connection.store(), folder);
      JobRequests requests = requests(context, connection, place);
      StudyListener listener = context.listener().tuning();
      listener.begun(tuning.metric(), tuning.trials(), Optional.empty(), 0);
      TrialRecords records =
          new TrialRecords(
              config.training(), tuning.space(), tuning.metric(), place, archives, folder);
      TuningTrials trials = new TuningTrials(connection, listener, records);
      try {
        follower(new TuningKind(connection), connection, context)
            .run(names::tuning, requests::tuning, _ -> trials);
      } finally {
        listener.over(trials.ended());
      }
      files.write(
          StudyFile.NAME,
          file ->
              StudyFile.write(
                  file,
                  TrialQuestions.of(files, config.evaluation())
                      .studyKey(context, tuning, config.training()),
                  trials.ended()));
      Optional<TrialRecord> best = trials.best();
      if (best.isPresent() && tuning.finalTraining() == FinalTraining.BEST_TRIAL) {
        keep(context, best.get(), archives, place.archive(trials.job(best.get()), MODEL_ARCHIVE));
      }
      return new SearchResult(trials.ended(), best, End.OVER);
    }
  }

  /// Fetches the best trial's vectors.
  private static void keep(
      TaskContext context, TrialRecord best, Archives archives, Location archive)
      throws IOException {
    Path folder = Files.createDirectories(context.files().unfinished("jobs").resolve("best"));
    int dim =
        best.parameters().get("dim") instanceof Number searchedDim
            ? searchedDim.intValue()
            : context.config().training().dim();
    archives.unpackAll(
        archive,
        folder,
        Set.of(ProductModel.FILE, TrainingFiles.LOG),
        maxBytes(context, dim));
    Path model = folder.resolve(ProductModel.FILE);
    requireOwn(context, model);
    TrainingFiles.markTrial(model, best.trial());
    TaskFiles files = context.files();
    files.guard().change(() -> WholeFile.move(model, files.unfinished(TrainingFiles.BEST)));
  }

  private static <Q, J> JobFollower<Q, J> follower(
      JobKind<Q, J> kind, Connection connection, TaskContext context) {
    return new JobFollower<>(
        kind,
        context,
        connection.poll(),
        settings(context).detach() ? JobFollower.OnInterrupt.DETACH : JobFollower.OnInterrupt.STOP);
  }

  private static JobRequests requests(TaskContext context, Connection connection, RunPlace place)
      throws IOException {
    return new JobRequests(
        context.config(),
        new JobSettings(settings(context), place, send(context, connection, place)));
  }

  private static SageMakerConfig settings(TaskContext context) {
    return context.config().section(SageMakerConfig.class);
  }

  private static int trainings(TuningConfig tuning) {
    return tuning.trials() + (tuning.finalTraining() == FinalTraining.ALL_ORDERS ? 1 : 0);
  }

  private static JobNames names(TaskContext context) {
    return JobNames.of(context.runId(), context.created(), settings(context).s3Uri());
  }

  private static RunPlace place(TaskContext context, JobNames names) {
    return new RunPlace(Location.parse(settings(context).s3Uri()).resolve(names.folder()));
  }

  /// Sends the prepared files, unless they have been sent.
  private static Location send(TaskContext context, Connection connection, RunPlace place)
      throws IOException {
    StringBuilder hashes = new StringBuilder();
    for (String name : TrainingFiles.INPUTS) {
      hashes.append(Sha256.of(context.files().read(name)));
    }
    Location folder = place.input(JobNames.hash(hashes.toString()));
    for (String name : TrainingFiles.INPUTS) {
      Path file = context.files().read(name);
      Location object = folder.resolve(name);
      Optional<StoredObject> there = connection.store().head(object);
      if (there.filter(found -> found.bytes() == file.toFile().length()).isEmpty()) {
        connection.store().upload(file, object, new Condition.Always());
      }
    }
    return folder;
  }

  private static void fetch(TaskContext context, Connection connection, Location archive, int dim)
      throws IOException {
    TaskFiles files = context.files();
    Path folder = files.unfinished("jobs");
    Files.createDirectories(folder);
    new Archives(connection.store(), folder)
        .unpackAll(
            archive,
            files.staging(),
            Set.of(ProductModel.FILE, TrainingFiles.LOG),
            maxBytes(context, dim));
    requireOwn(context, files.write(ProductModel.FILE));
  }

  /// Two vectors and a bias per product, and the log.
  private static long maxBytes(TaskContext context, int dim) {
    long products = PreparedData.vocabulary(context.files().read(PreparedData.VOCABULARY)).size();
    return products * (2L * dim + 1) * Float.BYTES + MODEL_EXTRA_BYTES;
  }

  /// A model of another vocabulary is another run's.
  private static void requireOwn(TaskContext context, Path model) throws IOException {
    Map<String, String> metadata = Safetensors.read(model).metadata();
    String vocabulary = Sha256.of(context.files().read(PreparedData.VOCABULARY));
    if (!vocabulary.equals(metadata.get(ProductModel.VOCABULARY_SHA256))) {
      throw new JobException(
          "the job's model was trained on another vocabulary: SHA-256 %s, not %s\nhint: run the task again"
              .formatted(metadata.get(ProductModel.VOCABULARY_SHA256), vocabulary));
    }
    String version = metadata.getOrDefault("prod2vec", "");
    if (!version.equals(ToolVersion.TEXT)) {
      context
          .listener()
          .notice(
              "warning: the image has version %s of prod2vec, this process has %s"
                  .formatted(version, ToolVersion.TEXT));
    }
  }
}
