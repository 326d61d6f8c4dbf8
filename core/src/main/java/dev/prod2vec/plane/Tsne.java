package dev.prod2vec.plane;

import java.util.Arrays;

/// Exact t-SNE: positions in the plane where close points are alike (van der Maaten and Hinton,
/// Visualizing Data using t-SNE, JMLR 2008), started from the principal axes (Kobak and Berens, The
/// art of using t-SNE for single-cell transcriptomics, 2019). Time and memory grow with the square
/// of the number of points.
///
/// Single-threaded, without chance, and every operation is exactly specified, so the same vectors
/// give the same bytes on every machine. The inner loop adds a point's share to every other point
/// instead of summing over them: without a sum over `j` the compiler can use vector instructions
/// and still keep the order of additions. (Rows are separate arrays because the compiler does so
/// only if all arrays are indexed alike.)
final class Tsne {
  private static final double PERPLEXITY = 30;
  private static final int STEPS = 500;
  private static final int EXAGGERATED_STEPS = 100;
  private static final float EXAGGERATION = 12;
  private static final float MIN_GAIN = 0.01f;

  private Tsne() {}

  /// Every point's position.
  ///
  /// @param vectors n x dim, row by row; compared by their cosine
  /// @return n x 2, row by row, around the origin; finite if the vectors are
  static float[] positions(float[] vectors, int n, int dim) {
    if (n < 2) {
      return new float[2 * n];
    }
    float[][] cosines = Cosines.of(vectors, n, dim);
    float[][] start = PrincipalAxes.of(cosines);
    float[][] affinities = Affinities.of(cosines, Math.clamp((n - 1) / 3.0, 1, PERPLEXITY));
    return new Descent(affinities, start[0], start[1]).run();
  }

  /// The state of the gradient descent: position, speed and gain per coordinate.
  private static final class Descent {
    private final int n;
    private final float[][] affinities;
    private final float[][] position;
    private final float[][] speed;
    private final float[][] gain;
    private final float[][] attraction;
    private final float[][] repulsion;
    private final float[] closeness;

    Descent(float[][] affinities, float[] x, float[] y) {
      this.n = x.length;
      this.affinities = affinities;
      this.position = new float[][] {x, y};
      this.speed = new float[2][n];
      this.gain = new float[2][n];
      this.attraction = new float[2][n];
      this.repulsion = new float[2][n];
      this.closeness = new float[n];
      Arrays.fill(gain[0], 1);
      Arrays.fill(gain[1], 1);
    }

    float[] run() {
      float rate = Math.max(n / EXAGGERATION / 4, 50);
      for (int step = 0; step < STEPS; step++) {
        boolean early = step < EXAGGERATED_STEPS;
        step(rate, early ? EXAGGERATION : 1, early ? 0.5f : 0.8f);
      }
      float[] result = new float[2 * n];
      for (int i = 0; i < n; i++) {
        result[2 * i] = position[0][i];
        result[2 * i + 1] = position[1][i];
      }
      return result;
    }

    private void step(float rate, float exaggeration, float momentum) {
      for (int axis = 0; axis < 2; axis++) {
        Arrays.fill(attraction[axis], 0);
        Arrays.fill(repulsion[axis], 0);
      }
      Arrays.fill(closeness, 0);
      for (int i = 0; i < n; i++) {
        addForces(
            i,
            affinities[i],
            position[0],
            position[1],
            attraction[0],
            attraction[1],
            repulsion[0],
            repulsion[1],
            closeness);
      }
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += closeness[j] - 1;
      }
      float scale = (float) (1 / Math.max(sum, Float.MIN_NORMAL));
      for (int axis = 0; axis < 2; axis++) {
        double mean = 0;
        for (int j = 0; j < n; j++) {
          float gradient = 4 * (exaggeration * attraction[axis][j] - scale * repulsion[axis][j]);
          boolean turned = gradient > 0 == speed[axis][j] > 0;
          float g = Math.max(turned ? gain[axis][j] * 0.8f : gain[axis][j] + 0.2f, MIN_GAIN);
          gain[axis][j] = g;
          speed[axis][j] = momentum * speed[axis][j] - rate * g * gradient;
          position[axis][j] += speed[axis][j];
          mean += position[axis][j];
        }
        float shift = (float) (mean / n);
        for (int j = 0; j < n; j++) {
          position[axis][j] -= shift;
        }
      }
    }

    /// Adds what point `i` does to every point. Forces point towards `j` from `i`.
    private static void addForces(
        int i,
        float[] affinities,
        float[] x,
        float[] y,
        float[] attractionX,
        float[] attractionY,
        float[] repulsionX,
        float[] repulsionY,
        float[] closeness) {
      int n = x.length;
      float xi = x[i];
      float yi = y[i];
      for (int j = 0; j < n; j++) {
        float dx = x[j] - xi;
        float dy = y[j] - yi;
        float q = 1 / (1 + dx * dx + dy * dy);
        float pull = affinities[j] * q;
        float push = q * q;
        closeness[j] += q;
        attractionX[j] += pull * dx;
        attractionY[j] += pull * dy;
        repulsionX[j] += push * dx;
        repulsionY[j] += push * dy;
      }
    }
  }
}
