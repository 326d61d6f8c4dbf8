package dev.prod2vec.task;

import dev.prod2vec.embedding.BasketScore;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.evaluation.Metric;
import dev.prod2vec.evaluation.Score;
import dev.prod2vec.evaluation.ScorerName;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.recommend.NearestProducts;
import dev.prod2vec.study.StudyFile;
import dev.prod2vec.training.Accumulators;
import dev.prod2vec.training.EpochMetrics;
import dev.prod2vec.training.TrainedModel;
import dev.prod2vec.training.TrainingConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// An engine that does no work: it leaves what a test tells it to, and writes down what it was
/// asked for.
final class FakeEngine
    implements Engine, Preparation, TrainingService, ScoringService, NeighbourService {
  static final List<EpochMetrics> EPOCHS =
      List.of(
          new EpochMetrics(1, 0.5, 100, 0.25, 0.2, false),
          new EpochMetrics(2, 0.4, 300, 0.75, 0.3, true),
          new EpochMetrics(3, 0.3, 100, 1, 0.1, false));

  private final List<String> asked = new ArrayList<>();
  private Optional<SearchResult> found = Optional.empty();
  private double hitRate = 0.5;
  private Runnable whileTraining = () -> {};

  /// What it was asked for, in order.
  List<String> asked() {
    return List.copyOf(asked);
  }

  /// What a search finds.
  FakeEngine finding(SearchResult result) {
    found = Optional.of(result);
    return this;
  }

  /// What the model scores, beside popularity's 0.25.
  FakeEngine scoring(double modelHitRate) {
    hitRate = modelHitRate;
    return this;
  }

  /// What happens while it trains.
  FakeEngine whileTraining(Runnable then) {
    whileTraining = then;
    return this;
  }

  @Override
  public Preparation preparation() {
    return this;
  }

  @Override
  public TrainingService training() {
    return this;
  }

  @Override
  public ScoringService scoring() {
    return this;
  }

  @Override
  public NeighbourService neighbours() {
    return this;
  }

  @Override
  public ExportService exports() {
    return SmallShop.local().exports();
  }

  @Override
  public IngestReport prepare(TaskContext context) throws IOException, InterruptedException {
    asked.add("prepare");
    return SmallShop.local().preparation().prepare(context);
  }

  @Override
  public List<EpochMetrics> train(TaskContext context, TrainingConfig training, TrainingSet orders)
      throws IOException, InterruptedException {
    asked.add(
        "train %s orders: dim %s, %s epochs, patience %s"
            .formatted(orders, training.dim(), training.epochs(), training.patience()));
    whileTraining.run();
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    int products = PreparedData.vocabulary(context.files().read(PreparedData.VOCABULARY)).size();
    float[] zeros = new float[products];
    TrainingFiles.writeModel(
        context,
        context.files().write(ProductModel.FILE),
        new TrainedModel(vectors(products), new Accumulators(zeros, zeros, zeros, zeros), EPOCHS),
        training);
    TrainingFiles.writeLog(context.files(), EPOCHS);
    return EPOCHS;
  }

  /// One number per product, its index.
  static Embedding vectors(int products) {
    float[] numbers = new float[products];
    for (int product = 0; product < products; product++) {
      numbers[product] = product;
    }
    return new Embedding(
        products, 1, numbers, numbers, new float[products], BasketScore.SOFTMAX_SUM);
  }

  @Override
  public SearchResult search(TaskContext context) throws IOException, InterruptedException {
    asked.add("search");
    SearchResult result = found.orElseThrow();
    StudyFile.write(
        context.files().write(StudyFile.NAME),
        TrialQuestions.of(context.files(), context.config().evaluation())
            .studyKey(context, context.config().tuning(), context.config().training()),
        result.trials());
    return result;
  }

  @Override
  public EvaluationReport scores(TaskContext context, ProductModel model) {
    asked.add("score " + model.embedding().size() + " products");
    return EvaluationReport.of(
        List.of(score(ScorerName.MODEL, hitRate), score(ScorerName.POPULARITY, 0.25)),
        Optional.empty());
  }

  static Score score(ScorerName name, double hitRate) {
    double[] thirds = new double[3];
    Arrays.fill(thirds, hitRate);
    Metric metric = new Metric(hitRate, hitRate, hitRate);
    return new Score(
        name,
        100,
        metric,
        metric,
        metric,
        metric,
        thirds,
        new int[] {34, 33, 33},
        Optional.empty());
  }

  @Override
  public Neighbours neighbours(TaskContext context, ProductModel model, int count) {
    asked.add("find " + count + " neighbours");
    int products = model.vocabulary().size();
    return new Neighbours(following(1, products, 0.5f), following(2, products, 0.25f));
  }

  /// One neighbour of each product, some products after it.
  private static NearestProducts following(int distance, int products, float score) {
    int[] sizes = new int[products];
    Arrays.fill(sizes, 1);
    float[] scores = new float[products];
    Arrays.fill(scores, score);
    return new NearestProducts(
        0,
        1,
        sizes,
        IntStream.range(0, products).map(product -> (product + distance) % products).toArray(),
        scores);
  }
}
