package dev.prod2vec.cluster;

import dev.prod2vec.disk.Tree;
import dev.prod2vec.file.Sha256;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.shared.Scratch;
import dev.prod2vec.shared.SharedFile;
import dev.prod2vec.shared.SharedFiles;
import dev.prod2vec.task.TaskFiles;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The model of a run in files that an executor sees. Each executor reads them once.
///
/// @param sha256 of the vectors, since a task that is repeated may write others to the same files
record SharedModel(String sha256, List<SharedFile> files) implements Serializable {
  private static final Held<List<String>, ProductModel> READ = new Held<>();

  SharedModel {
    files = List.copyOf(files);
  }

  /// @param own the vectors are read here, too
  static SharedModel of(TaskFiles own, SharedFiles shared) throws IOException {
    List<SharedFile> files = new ArrayList<>();
    for (String name : List.of(ProductModel.FILE, PreparedData.VOCABULARY, PreparedData.BASKETS)) {
      files.add(shared.file(name));
    }
    shared.find(PreparedData.NEW_PRODUCTS).ifPresent(files::add);
    return new SharedModel(Sha256.of(own.read(ProductModel.FILE)), files);
  }

  ProductModel open() throws IOException {
    // Two folders of a store are never equal, since each holds the configuration that it was sent.
    List<String> key = new ArrayList<>(List.of(sha256));
    files.forEach(file -> key.addAll(file.uris()));
    return READ.of(key, () -> read(key));
  }

  private ProductModel read(List<String> key) throws IOException {
    Map<String, Path> here = Fetched.of(key, files);
    return ProductModel.open(
        name -> Objects.requireNonNull(here.get(name), name),
        Optional.ofNullable(here.get(PreparedData.NEW_PRODUCTS)));
  }

  /// The files of the last model on this machine. They stay as long as no other model is asked for,
  /// since the baskets are read when they are first needed.
  private record Fetched(List<String> key, Path work, Map<String, Path> files) {
    private static @Nullable Fetched last;

    static synchronized Map<String, Path> of(List<String> key, List<SharedFile> shared)
        throws IOException {
      Fetched found = last;
      if (found != null && found.key().equals(key)) {
        return found.files();
      }
      if (found != null) {
        last = null;
        Tree.delete(found.work());
      }
      Path work = Scratch.create();
      Map<String, Path> files = new TreeMap<>();
      try {
        for (SharedFile file : shared) {
          files.put(file.name(), file.fetch(work));
        }
      } catch (IOException | RuntimeException e) {
        Tree.delete(work);
        throw e;
      }
      last = new Fetched(List.copyOf(key), work, files);
      return files;
    }
  }
}
