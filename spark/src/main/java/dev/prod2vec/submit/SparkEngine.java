package dev.prod2vec.submit;

import dev.prod2vec.cluster.SparkModelWorkers;
import dev.prod2vec.cluster.SparkTraining;
import dev.prod2vec.lake.LakePreparation;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.store.Stores;
import dev.prod2vec.task.Engine;
import dev.prod2vec.task.ExportService;
import dev.prod2vec.task.LocalEngine;
import dev.prod2vec.task.ModelWorkers;
import dev.prod2vec.task.NeighbourService;
import dev.prod2vec.task.Preparation;
import dev.prod2vec.task.ScoringService;
import dev.prod2vec.task.TaskContext;
import dev.prod2vec.task.TrainingService;
import java.io.IOException;
import java.util.Map;

/// Works in Spark's driver, with a session whose executors are fit.
///
/// Executors prepare, train, compute scores and neighbours, and write large tables.
///
/// @param environment where the password of a database is
/// @param stores where inputs may be; used with the settings of each run
record SparkEngine(
    Session session, Map<String, String> environment, Stores stores, LocalEngine local)
    implements Engine {
  SparkEngine(Session session, Map<String, String> environment, Stores stores) {
    this(session, environment, stores, LocalEngine.of(environment, stores));
  }

  @Override
  public Preparation preparation() {
    return this::prepare;
  }

  private IngestReport prepare(TaskContext context) throws IOException, InterruptedException {
    return new LakePreparation(session.of(context), environment, stores).prepare(context);
  }

  @Override
  public TrainingService training() {
    return new SparkTraining(session::of);
  }

  @Override
  public ScoringService scoring() {
    return local.withWorkers(this::workers).scoring();
  }

  @Override
  public NeighbourService neighbours() {
    return local.withWorkers(this::workers).neighbours();
  }

  @Override
  public ExportService exports() {
    return local.withWorkers(this::workers).exports();
  }

  private ModelWorkers workers(TaskContext context, ProductModel model) throws IOException {
    return new SparkModelWorkers(session::of, context, model);
  }

  @Override
  public void close() {
    session.close();
  }
}
