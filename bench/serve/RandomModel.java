import dev.prod2vec.basket.Baskets;
import dev.prod2vec.embedding.BasketScore;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.embedding.Safetensors;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Writes a model of random vectors and as many random baskets of ten as there are products, to
/// measure what a server of many products takes. Ids are the numbers from 0.
///
/// Arguments: a new folder, the number of products, the numbers of a vector.
final class RandomModel {
  private static final int WORDS = 20_000;

  private RandomModel() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    int size = Integer.parseInt(arguments[1]);
    int dim = Integer.parseInt(arguments[2]);
    Random random = new Random(1);
    Baskets baskets = baskets(random, size);
    long[] counts = new long[size];
    for (int product : baskets.products()) {
      counts[product]++;
    }
    List<Product> products = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      String name = "%s %s %s".formatted(word(random), word(random), word(random));
      products.add(new Product(i, Integer.toString(i), name, List.of(), counts[i]));
    }
    Embedding embedding =
        new Embedding(
            size,
            dim,
            numbers(random, size * dim),
            numbers(random, size * dim),
            numbers(random, size),
            BasketScore.EXPONENTIAL_SUM);
    Map<String, String> metadata = Map.of("objective", "completion");
    Safetensors.write(folder.resolve(ProductModel.FILE), embedding, metadata);
    new ProductModel(new Vocabulary(List.of(), products), embedding, metadata, () -> baskets)
        .writeLookup(folder.resolve(ProductModel.LOOKUP));
  }

  /// The first products are bought most.
  private static Baskets baskets(Random random, int size) {
    int[][] baskets = new int[size][];
    for (int i = 0; i < size; i++) {
      baskets[i] =
          random
              .doubles()
              .mapToInt(x -> (int) (size * Math.pow(x, 3)))
              .distinct()
              .limit(10)
              .toArray();
    }
    return Baskets.of(baskets);
  }

  private static String word(Random random) {
    return "w" + Integer.toString(WORDS + (int) (WORDS * Math.pow(random.nextDouble(), 2)), 36);
  }

  private static float[] numbers(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (random.nextFloat() - 0.5f) / 2;
    }
    return numbers;
  }
}
