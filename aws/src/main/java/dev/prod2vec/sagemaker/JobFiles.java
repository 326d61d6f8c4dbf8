package dev.prod2vec.sagemaker;

import dev.prod2vec.embedding.Safetensors;
import dev.prod2vec.file.PartFiles;
import dev.prod2vec.file.Sha256;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.process.JobException;
import dev.prod2vec.process.ToolVersion;
import dev.prod2vec.store.Condition;
import dev.prod2vec.store.Location;
import dev.prod2vec.store.StoredObject;
import dev.prod2vec.task.TaskContext;
import dev.prod2vec.task.TrainingFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The files that the jobs of a run read and leave: the prepared data, and models.
record JobFiles(TaskContext context, Connection connection, JobFolders place) {
  private static final String MODEL_ARCHIVE = "model.tar.gz";

  /// The most that a model's file and log have besides the vectors.
  private static final long MODEL_EXTRA_BYTES = 16 << 20;

  /// Sends the prepared files, unless they have been sent. A table in parts is a folder there too.
  Location send() throws IOException {
    List<String> names = TrainingFiles.inputs(context.files());
    StringBuilder hashes = new StringBuilder();
    for (String name : names) {
      hashes.append(PartFiles.of(context.files().read(name)).sha256());
    }
    Location folder = place.input(JobNames.hash(hashes.toString()));
    for (String name : names) {
      PartFiles parts = PartFiles.of(context.files().read(name));
      List<Path> files = parts.files();
      for (int i = 0; i < files.size(); i++) {
        // The folder is the same for all attempts that wrote the same bytes: parts need no tag.
        String object = parts.isFolder() ? name + "/" + PartFiles.name(i, "") : name;
        send(files.get(i), folder.resolve(object));
      }
    }
    return folder;
  }

  private void send(Path file, Location object) throws IOException {
    Optional<StoredObject> there = connection.store().head(object);
    if (there.filter(found -> found.bytes() == file.toFile().length()).isEmpty()) {
      connection.store().upload(file, object, new Condition.Always());
    }
  }

  /// A folder for files that are on their way.
  Path folder() throws IOException {
    return Files.createDirectories(context.files().unfinished("jobs"));
  }

  /// Fetches archives into [#folder].
  Archives archives() throws IOException {
    return new Archives(connection.store(), folder());
  }

  /// Fetches the model and the log of a job.
  ///
  /// @param dim numbers per vector
  /// @return the file of the model
  /// @throws JobException if there is none, or it was trained on other products
  Path fetch(String job, int dim, Path to) throws IOException {
    archives()
        .unpackAll(
            place.archive(job, MODEL_ARCHIVE),
            to,
            Set.of(ProductModel.FILE, TrainingFiles.LOG),
            maxBytes(dim));
    Path model = to.resolve(ProductModel.FILE);
    requireOwn(model);
    return model;
  }

  /// Two vectors, two biases and three accumulators per product, and the log.
  private long maxBytes(int dim) {
    long products = PreparedData.vocabulary(context.files().read(PreparedData.VOCABULARY)).size();
    return products * (2L * dim + 5) * Float.BYTES + MODEL_EXTRA_BYTES;
  }

  /// A model of another vocabulary is another run's.
  private void requireOwn(Path model) throws IOException {
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
