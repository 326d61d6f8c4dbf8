package dev.prod2vec.task;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.config.Config;
import dev.prod2vec.feature.SideInformation;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.study.TuningConfig;
import dev.prod2vec.training.EpochMetrics;
import dev.prod2vec.training.TrainedModel;
import dev.prod2vec.training.Trainer;
import dev.prod2vec.training.TrainingConfig;
import dev.prod2vec.training.TrainingOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Trains in this process.
public final class LocalTraining implements TrainingService {
  /// A stopped training leaves a checkpoint in the folder for unfinished files. The next training
  /// with the same arguments resumes from it.
  @Override
  public List<EpochMetrics> train(TaskContext context, TrainingConfig config, TrainingSet orders)
      throws IOException, InterruptedException {
    TaskFiles files = context.files();
    TrainingData data = TrainingData.of(files);
    Baskets baskets = orders == TrainingSet.ALL ? data.all() : data.training();
    TrainingFiles.refuseUnknown(baskets, config);
    SideInformation side = data.side(config);
    TrainingConfig training =
        data.withChosenAgreement(config, side, context.listener().training())
            .withRoundsFor(baskets.counts(data.vocabulary().size()));
    TrainingFiles.tellAgreement(context, config, training);
    TrainingOptions options = data.options(side, context.listener().training());
    if (orders == TrainingSet.TRAINING) {
      options = options.withValidation(data.validation());
    }
    Path checkpoint = files.unfinished(TrainingFiles.CHECKPOINT);
    TrainedModel model = Trainer.trainWithCheckpoint(baskets, training, options, checkpoint);
    TrainingFiles.writeModel(context, files.write(ProductModel.FILE), model, training);
    TrainingFiles.writeLog(files, model.epochs());
    Files.deleteIfExists(checkpoint);
    return model.epochs();
  }

  @Override
  public SearchResult search(TaskContext context) throws IOException, InterruptedException {
    Config config = context.config();
    TrainingData data = TrainingData.of(context.files());
    TrainingFiles.refuseUnknown(data.training(), config.training());
    int threads =
        config.training().threads() == 0
            ? Runtime.getRuntime().availableProcessors()
            : config.training().threads();
    TuningConfig tuning =
        config.tuning().withParallel(Math.min(config.tuning().parallel(), threads));
    TrainingConfig base = config.training().withThreads(threads / tuning.parallel());
    SideInformation side = data.side(base);
    TrialQuestions questions = TrialQuestions.of(data, config.evaluation());
    return new ModelSearch(context, tuning, base, questions)
        .run((asked, progress) -> {
          TrainingConfig training =
              data.withChosenAgreement(asked, side, progress).withRoundsFor(data.counts());
          TrainingOptions options = data.options(side, progress).withValidation(data.validation());
          return new ModelSearch.Trained(
              Trainer.train(data.training(), training, options), training);
        });
  }
}
