package dev.prod2vec.feature;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import dev.prod2vec.parallel.Crew;
import java.util.Arrays;

/// Ridge regression of products' rows on their features. With Y the rows, M the features of each
/// product, each divided by the root of their number, W the diagonal of how much each product
/// counts, and C a row for each feature, it looks for
///
///     min |W^(1/2) (Y - M C)|^2 + RIDGE |C|^2
///
/// by conjugate gradients with the diagonal as preconditioner; M C is the prediction. The result
/// does not depend on the threads or the processor: each sum has one order. Not safe to share
/// between threads.
public final class FeatureRegression {
  static final float RIDGE = 3;

  /// Purchases at which a product counts half as much as one that is bought all the time.
  static final double HALF = 20;

  /// Most steps of conjugate gradients. With twice as many, lists and hit rates are the same.
  private static final int STEPS = 6;

  /// Share of the squared rest at which the steps end: what remains are roundings of floats, which
  /// more steps would blow up.
  private static final double SMALL = 1e-10;

  /// Rows that a thread works on at a time.
  private static final int CHUNK = 64;

  private final SideInformation side;
  private final Kernel kernel;

  /// Per product, how much it counts, over the number of its features; and one over the root of
  /// that number.
  private final float[] weights;

  private final float[] scales;

  private final FeatureProducts having;
  private final float[] diagonal;

  /// @param counts purchases of each product; one without any only gets a prediction
  public FeatureRegression(SideInformation side, long[] counts, Kernel kernel) {
    this(side, Arrays.stream(counts).mapToDouble(FeatureRegression::weight).toArray(), kernel);
  }

  /// A regression in which each product counts as often as it was bought; the mean of all that were
  /// counts 1.
  ///
  /// @param counts as in the constructor
  public static FeatureRegression byPurchases(SideInformation side, long[] counts, Kernel kernel) {
    double mean = Arrays.stream(counts).filter(count -> count > 0).average().orElse(1);
    return new FeatureRegression(
        side, Arrays.stream(counts).mapToDouble(count -> count / mean).toArray(), kernel);
  }

  private FeatureRegression(SideInformation side, double[] productWeights, Kernel kernel) {
    this.side = side;
    this.kernel = kernel;
    int size = side.products();
    weights = new float[size];
    scales = new float[size];
    diagonal = new float[side.size()];
    Arrays.fill(diagonal, RIDGE);
    having = FeatureProducts.of(side, _ -> true);
    for (int product = 0; product < size; product++) {
      int features = side.starts()[product + 1] - side.starts()[product];
      if (features > 0) {
        scales[product] = (float) (1 / Math.sqrt(features));
        weights[product] = (float) (productWeights[product] / features);
      }
      for (int at = side.starts()[product]; at < side.starts()[product + 1]; at++) {
        diagonal[side.features()[at]] += weights[product];
      }
    }
  }

  /// How much a product counts, in [0, 1).
  ///
  /// @param count its purchases
  static double weight(long count) {
    return count / (count + HALF);
  }

  /// Predicts the row of each product; that of a product without features is 0.
  ///
  /// @param prediction overwritten
  public void predict(Matrix rows, Matrix prediction, Crew crew) {
    predict(rows, prediction, STEPS, crew);
  }

  void predict(Matrix rows, Matrix prediction, int steps, Crew crew) {
    int dim = rows.dim();
    int features = side.size();
    Matrix found = Matrix.zeros(features, dim);
    Matrix rest = Matrix.zeros(features, dim);
    Matrix direction = Matrix.zeros(features, dim);
    Matrix image = Matrix.zeros(features, dim);
    double[] sums = new double[features];
    forEach(
        features,
        crew,
        feature -> {
          for (int at = having.starts()[feature]; at < having.starts()[feature + 1]; at++) {
            int product = having.products()[at];
            // Half of the division is in the weight, the other half is taken back here.
            float factor = weights[product] / scales[product];
            add(factor, rows, product, rest, feature);
          }
          add(1 / diagonal[feature], rest, feature, direction, feature);
          sums[feature] = dot(rest, rest, feature) / diagonal[feature];
        });
    double size = sum(sums);
    double small = SMALL * size;
    for (int step = 0; step < steps && size > small; step++) {
      sumFeatures(direction, prediction, weights, crew);
      forEach(
          features,
          crew,
          feature -> {
            clear(image, feature);
            add(RIDGE, direction, feature, image, feature);
            for (int at = having.starts()[feature]; at < having.starts()[feature + 1]; at++) {
              add(1f, prediction, having.products()[at], image, feature);
            }
            sums[feature] = dot(direction, image, feature);
          });
      float length = (float) (size / sum(sums));
      forEach(
          features,
          crew,
          feature -> {
            add(length, direction, feature, found, feature);
            add(-length, image, feature, rest, feature);
            sums[feature] = dot(rest, rest, feature) / diagonal[feature];
          });
      double next = sum(sums);
      float turn = (float) (next / size);
      size = next;
      forEach(
          features,
          crew,
          feature -> {
            // The image serves as room.
            clear(image, feature);
            add(1 / diagonal[feature], rest, feature, image, feature);
            add(turn, direction, feature, image, feature);
            System.arraycopy(
                image.values(),
                feature * image.stride(),
                direction.values(),
                feature * direction.stride(),
                image.stride());
          });
    }
    sumFeatures(found, prediction, scales, crew);
  }

  /// For each product the sum of its features' rows, times a factor.
  private void sumFeatures(Matrix of, Matrix out, float[] factors, Crew crew) {
    forEach(
        side.products(),
        crew,
        product -> {
          clear(out, product);
          for (int at = side.starts()[product]; at < side.starts()[product + 1]; at++) {
            add(factors[product], of, side.features()[at], out, product);
          }
        });
  }

  private interface Row {
    void of(int row);
  }

  private static void forEach(int rows, Crew crew, Row body) {
    crew.forEach(
        (rows + CHUNK - 1) / CHUNK,
        chunk -> {
          int end = Math.min(rows, (chunk + 1) * CHUNK);
          for (int row = chunk * CHUNK; row < end; row++) {
            body.of(row);
          }
        });
  }

  private void add(float factor, Matrix from, int row, Matrix to, int toRow) {
    int stride = from.stride();
    kernel.add(factor, from.values(), row * stride, to.values(), toRow * stride, stride);
  }

  private double dot(Matrix a, Matrix b, int row) {
    int stride = a.stride();
    return kernel.dot(a.values(), row * stride, b.values(), row * stride, stride);
  }

  private static void clear(Matrix matrix, int row) {
    int start = row * matrix.stride();
    Arrays.fill(matrix.values(), start, start + matrix.stride(), 0f);
  }

  private static double sum(double[] numbers) {
    double sum = 0;
    for (double number : numbers) {
      sum += number;
    }
    return sum;
  }
}
