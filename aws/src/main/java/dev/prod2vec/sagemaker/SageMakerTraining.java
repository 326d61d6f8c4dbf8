package dev.prod2vec.sagemaker;

import dev.prod2vec.config.Config;
import dev.prod2vec.disk.WholeFile;
import dev.prod2vec.store.Location;
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
import java.util.Optional;
import java.util.function.Function;

/// Trains by jobs on SageMaker: sends the prepared files to S3, follows the jobs, and fetches their
/// models.
public final class SageMakerTraining implements TrainingService {
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
      JobFiles files = files(context, connection, names);
      JobRequests requests = requests(files);
      JobNames.Purpose purpose =
          orders == TrainingSet.ALL ? JobNames.Purpose.FINAL : JobNames.Purpose.TRAINING;
      String job =
          follower(new TrainingKind(connection), connection, context)
              .run(
                  number -> names.training(purpose, number),
                  name -> requests.training(name, trained, orders),
                  name -> new TrainingSteps(connection, context, name))
              .trainingJobName();
      files.fetch(job, training.dim(), context.files().staging());
    }
    return TrainingFiles.readLog(context.files().write(TrainingFiles.LOG));
  }

  @Override
  public SearchResult search(TaskContext context) throws IOException, InterruptedException {
    Config config = context.config();
    TuningConfig tuning = config.tuning();
    SearchRequest.requirePossible(tuning);
    SearchRequest.warning(tuning).ifPresent(context.listener()::notice);
    CostEstimate.line(settings(context), trainings(tuning)).ifPresent(context.listener()::notice);
    try (Connection connection = connections.apply(config)) {
      JobNames names = names(context);
      JobFiles files = files(context, connection, names);
      JobRequests requests = requests(files);
      StudyListener listener = context.listener().tuning();
      listener.begun(tuning.metric(), tuning.trials(), Optional.empty(), 0);
      TrialRecords records =
          new TrialRecords(
              config.training(),
              tuning.space(),
              tuning.metric(),
              files.place(),
              files.archives(),
              files.folder());
      TuningTrials trials = new TuningTrials(connection, listener, records);
      try {
        follower(new TuningKind(connection), connection, context)
            .run(names::tuning, requests::tuning, _ -> trials);
      } finally {
        listener.over(trials.ended());
      }
      context
          .files()
          .write(
              StudyFile.NAME,
              file ->
                  StudyFile.write(
                      file,
                      TrialQuestions.of(context.files(), config.evaluation())
                          .studyKey(context, tuning, config.training()),
                      trials.ended()));
      Optional<TrialRecord> best = trials.best();
      if (best.isPresent() && tuning.finalTraining() == FinalTraining.BEST_TRIAL) {
        keep(files, best.get(), trials.job(best.get()));
      }
      return new SearchResult(trials.ended(), best, End.OVER);
    }
  }

  /// Fetches the best trial's vectors.
  private static void keep(JobFiles jobs, TrialRecord best, String job) throws IOException {
    TaskFiles files = jobs.context().files();
    Path folder = Files.createDirectories(jobs.folder().resolve("best"));
    int dim =
        best.parameters().get("dim") instanceof Number searched
            ? searched.intValue()
            : jobs.context().config().training().dim();
    Path model = jobs.fetch(job, dim, folder);
    TrainingFiles.markTrial(model, best.trial());
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

  private static JobRequests requests(JobFiles files) throws IOException {
    return new JobRequests(
        files.context().config(),
        new JobSettings(settings(files.context()), files.place(), files.send()));
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

  private static JobFiles files(TaskContext context, Connection connection, JobNames names) {
    Location all = Location.parse(settings(context).s3Uri());
    return new JobFiles(context, connection, new JobFolders(all.resolve(names.folder())));
  }
}
