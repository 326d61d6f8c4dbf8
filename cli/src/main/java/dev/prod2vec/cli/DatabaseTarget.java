package dev.prod2vec.cli;

import dev.prod2vec.config.Config;
import dev.prod2vec.export.PostgresExport;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.postgres.PostgresServer;
import dev.prod2vec.process.ToolVersion;
import dev.prod2vec.recommend.Recommender;
import dev.prod2vec.run.RunFolder;
import dev.prod2vec.schema.EffectiveConfig;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.text.HumanNumbers;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The database, and the schema in it, that a run is exported to.
final class DatabaseTarget {
  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "The database (postgres). Default: the config's database.url.")
  private String url = "";

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description =
          "The role (postgres). Default: the config's database.user. Its password comes from the"
              + " variable PGPASSWORD, else from ~/.pgpass.")
  private String user = "";

  @Option(
      names = "--schema",
      paramLabel = "NAME",
      description =
          "The schema, created if it does not exist (postgres). Default: ${DEFAULT-VALUE}.")
  private String schema = "prod2vec";

  @Option(
      names = "--keep",
      paramLabel = "N",
      description =
          "Runs to keep in the schema, including this one; others are removed, the ones exported"
              + " longest ago first (postgres). Default: all.")
  private int keep = Integer.MAX_VALUE;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Config file. Default: prod2vec.yaml in the current directory, if there.")
  private @Nullable Path file;

  /// Writes the run there.
  ///
  /// @param folder the run, or what `prod2vec train` wrote
  /// @param environment all environment variables
  /// @return what was written where, as one line
  String write(Path folder, ProductModel model, Map<String, String> environment)
      throws InterruptedException {
    if (keep < 1) {
      throw new WrongUseException("--keep: must be 1 or more, but is " + keep);
    } else if (schema.isBlank()) {
      throw new WrongUseException("--schema: must not be empty");
    }
    Config config = config(environment);
    PostgresServer server = new PostgresServer(config.database(), environment);
    Recommender recommender = model.recommender(config.training().threads());
    int neighbours = config.export().neighbours();
    String run = runId(folder);
    PostgresExport export =
        new PostgresExport(
            run,
            ToolVersion.TEXT,
            model,
            recommender.allSubstitutes(neighbours)::of,
            recommender.allComplements(neighbours)::of);
    PostgresExport.Storage storage = export.write(server, schema, keep);
    return "%s schema %s: run %s is the current one, %s of %s"
        .formatted(
            server.address(),
            schema,
            run,
            HumanNumbers.count(model.vocabulary().size(), "vector"),
            storage(storage, model.embedding().dim()));
  }

  private Config config(Map<String, String> environment) {
    Map<String, List<String>> flags = new LinkedHashMap<>();
    if (!url.isEmpty()) {
      flags.put("database.url", List.of(url));
    }
    if (!user.isEmpty()) {
      flags.put("database.user", List.of(user));
    }
    return ProgramConfig.SCHEMA
        .load(EffectiveConfig.file(Optional.ofNullable(file)), environment, flags)
        .config();
  }

  /// The name of a folder that `prod2vec train` wrote.
  private static String runId(Path directory) {
    return RunFolder.isRun(directory)
        ? RunFolder.manifest(directory).id()
        : String.valueOf(directory.toAbsolutePath().normalize().getFileName());
  }

  private static String storage(PostgresExport.Storage storage, int dim) {
    return switch (storage) {
      case INDEXED_VECTOR -> "type vector(%d) with an HNSW index".formatted(dim);
      case VECTOR -> "type vector(%d), too long for an index".formatted(dim);
      case REAL_ARRAY -> "type real[], since the schema was created without the extension vector";
    };
  }
}
