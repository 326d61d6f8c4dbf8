package dev.prod2vec.cluster;

import dev.prod2vec.file.Sha256;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.task.TaskFiles;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The model of a run in files that an executor sees. Each executor reads them once.
///
/// @param sha256 of the vectors, since a task that is repeated may write others to the same files
/// @param files where the file of each name is
record ModelOnDisk(String sha256, Map<String, String> files) implements Serializable {
  private static final Held<ModelOnDisk, ProductModel> READ = new Held<>();

  static ModelOnDisk of(TaskFiles files) throws IOException {
    Path vectors = files.read(ProductModel.FILE);
    Map<String, String> paths = new TreeMap<>();
    paths.put(ProductModel.FILE, absolute(vectors));
    paths.put(PreparedData.VOCABULARY, absolute(files.read(PreparedData.VOCABULARY)));
    paths.put(PreparedData.BASKETS, absolute(files.read(PreparedData.BASKETS)));
    files
        .find(PreparedData.NEW_PRODUCTS)
        .ifPresent(file -> paths.put(PreparedData.NEW_PRODUCTS, absolute(file)));
    return new ModelOnDisk(Sha256.of(vectors), paths);
  }

  private static String absolute(Path file) {
    return file.toAbsolutePath().toString();
  }

  ProductModel open() throws IOException {
    return READ.of(
        this,
        () ->
            ProductModel.open(
                name -> Path.of(files.get(name)),
                Optional.ofNullable(files.get(PreparedData.NEW_PRODUCTS)).map(Path::of)));
  }
}
