package dev.prod2vec.cluster;

import dev.prod2vec.config.Config;
import dev.prod2vec.lake.Jobs;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.shared.ClusterSession;
import dev.prod2vec.study.TrialProgress;
import dev.prod2vec.study.TuningConfig;
import dev.prod2vec.task.ModelSearch;
import dev.prod2vec.task.TaskContext;
import dev.prod2vec.task.TrainingFiles;
import dev.prod2vec.task.TrainingService;
import dev.prod2vec.task.TrainingSet;
import dev.prod2vec.task.TrialQuestions;
import dev.prod2vec.training.EpochMetrics;
import dev.prod2vec.training.TrainedModel;
import dev.prod2vec.training.TrainingConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;

/// Trains on the executors of a Spark cluster.
public final class SparkTraining implements TrainingService {
  private final Sessions sessions;

  public SparkTraining(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public List<EpochMetrics> train(TaskContext context, TrainingConfig asked, TrainingSet orders)
      throws IOException, InterruptedException {
    ClusterSession session = sessions.of(context);
    try (Jobs jobs = new Jobs(session.spark().sparkContext())) {
      return jobs.run(() -> {
        ClusterBaskets baskets = ClusterBaskets.of(session, context.files(), orders, asked);
        TrainingConfig config = baskets.resolved(asked, context.listener().training());
        TrainingFiles.tellAgreement(context, asked, config);
        TrainedModel model = baskets.resume(config, context.listener().training());
        TrainingFiles.writeModel(context, context.files().write(ProductModel.FILE), model, config);
        TrainingFiles.writeLog(context.files(), model.epochs());
        baskets.forget();
        return model.epochs();
      });
    }
  }

  /// Trials are trained one after the other, each by all executors; the driver chooses and judges
  /// them. A stopped search resumes after its last trial.
  @Override
  public SearchResult search(TaskContext context) throws IOException, InterruptedException {
    ClusterSession session = sessions.of(context);
    SparkContext spark = session.spark().sparkContext();
    Config config = context.config();
    if (config.tuning().parallel() > 1) {
      context
          .listener()
          .notice(
              "tuning.parallel does not count on Spark: trials run one after the other, each on all executors");
    }
    TuningConfig tuning = config.tuning().withParallel(1);
    ClusterBaskets baskets;
    try (Jobs jobs = new Jobs(spark)) {
      baskets =
          jobs.run(() ->
              ClusterBaskets.of(session, context.files(), TrainingSet.TRAINING, config.training()));
    }
    TrialQuestions questions =
        TrialQuestions.of(baskets.counts(), baskets.validation(), config.evaluation());
    SearchResult found =
        new ModelSearch(context, tuning, config.training(), questions)
            .run((asked, progress) -> trial(spark, baskets, asked, progress));
    baskets.forget();
    return found;
  }

  private static ModelSearch.Trained trial(
      SparkContext spark, ClusterBaskets baskets, TrainingConfig asked, TrialProgress progress)
      throws IOException, InterruptedException {
    // The thread of a trial has jobs of its own.
    try (Jobs jobs = new Jobs(spark)) {
      return jobs.run(() -> {
        TrainingConfig config = baskets.resolved(asked, progress);
        return new ModelSearch.Trained(baskets.train(config, progress), config);
      });
    } catch (UncheckedIOException e) {
      requireExecutors(spark);
      // The trial failed by itself, for example for lack of memory; the search continues.
      throw e;
    }
  }

  /// @throws IOException if no executor works, so that the next trial would fail as well
  private static void requireExecutors(SparkContext spark)
      throws IOException, InterruptedException {
    try (Jobs jobs = new Jobs(spark)) {
      var _ =
          jobs.run(
              () -> JavaSparkContext.fromSparkContext(spark).parallelize(List.of(0), 1).count());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
