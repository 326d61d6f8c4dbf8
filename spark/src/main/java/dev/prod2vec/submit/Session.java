package dev.prod2vec.submit;

import dev.prod2vec.shared.ClusterSession;
import dev.prod2vec.shared.HadoopFiles;
import dev.prod2vec.shared.SharedFiles;
import dev.prod2vec.shared.SharedFolder;
import dev.prod2vec.store.Stores;
import dev.prod2vec.task.TaskContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/// The session with the cluster: begins when a task needs it.
final class Session implements AutoCloseable {
  /// What an executor says whose JDK cannot load classes of prod2vec.
  private static final String TOO_OLD = UnsupportedClassVersionError.class.getSimpleName();

  /// Asks an executor for its JDK without such classes.
  private static final String[] JAVA = {
    "java_method('java.lang.System', 'getProperty', 'java.version') AS java",
    "java_method('org.apache.spark.util.Utils', 'localHostName') AS host",
  };

  private static final String PROBE = "seen";

  private final Stores stores;
  private final Consumer<String> warnings;
  private @Nullable SparkSession open;
  private boolean warned;

  /// @param stores where runs may be; used with the settings of each run
  Session(Stores stores, Consumer<String> warnings) {
    this.stores = stores;
    this.warnings = warnings;
  }

  /// The session, once each executor that is there was found fit for the work.
  ///
  /// @throws dev.prod2vec.setting.WrongUseException naming an executor that is not, and why
  ClusterSession of(TaskContext context) throws IOException {
    SparkSession spark = open;
    if (spark == null) {
      spark = SparkSession.builder().appName("prod2vec " + context.runId()).getOrCreate();
      open = spark;
    }
    HadoopFiles.prefer(
        spark.sparkContext().hadoopConfiguration(),
        stores.with(context.config()::section).hadoop());
    JavaSparkContext cluster = JavaSparkContext.fromSparkContext(spark.sparkContext());
    ClusterSession session = new ClusterSession(spark, new SharedFiles(context.files(), cluster));
    List<Executor> executors = ask(session);
    for (Executor executor : executors) {
      Requirements.java(executor.where(), executor.java());
      Requirements.usualHeaders(executor.where(), executor.compactHeaders());
      Requirements.sees(
          executor.where(), executor.obstacle(), session.files().unfinished(PROBE).uri());
    }
    warn(executors);
    return session;
  }

  private static void requireJava(SparkSession session) {
    int tasks = tasks(session);
    for (Row row : session.range(0, tasks, 1, tasks).selectExpr(JAVA).collectAsList()) {
      Requirements.java("the executor on " + row.getString(1), row.getString(0));
    }
  }

  private static List<Executor> ask(ClusterSession session) throws IOException {
    SharedFolder folder = session.files().unfinished(PROBE);
    String name = UUID.randomUUID().toString();
    Map<String, Executor> byId = new TreeMap<>();
    try {
      folder.write(name, name.getBytes(StandardCharsets.UTF_8));
      int tasks = tasks(session.spark());
      session
          .cluster()
          .parallelize(new ArrayList<>(Collections.nCopies(tasks, name)), tasks)
          .map(probe -> Executor.here(folder, probe))
          .collect()
          .forEach(executor -> byId.put(executor.id(), executor));
    } catch (Exception e) {
      // Spark does not declare what it throws.
      try {
        folder.delete();
      } catch (IOException | RuntimeException more) {
        e.addSuppressed(more);
      }
      if (String.valueOf(e.getMessage()).contains(TOO_OLD)) {
        requireJava(session.spark());
      }
      throw e;
    }
    folder.delete();
    return List.copyOf(byId.values());
  }

  /// As many tasks as all executors together have cores: Spark gives the first ones to all of them.
  private static int tasks(SparkSession session) {
    return session.sparkContext().defaultParallelism();
  }

  private void warn(List<Executor> executors) {
    String slow =
        executors.stream()
            .filter(executor -> !executor.vectorApi())
            .map(Executor::where)
            .collect(Collectors.joining(", "));
    if (!slow.isEmpty() && !warned) {
      warned = true;
      warnings.accept(
          "%s: without the module jdk.incubator.vector; vectors get the same bytes, but training is several times slower"
              .formatted(slow));
    }
  }

  @Override
  public void close() {
    if (open != null) {
      open.stop();
    }
  }
}
