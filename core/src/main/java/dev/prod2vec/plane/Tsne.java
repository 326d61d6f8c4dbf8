package dev.prod2vec.plane;

import dev.prod2vec.parallel.Crew;
import java.util.Arrays;

/// Exact t-SNE: positions in the plane where close points are alike (van der Maaten and Hinton,
/// Visualizing Data using t-SNE, JMLR 2008), started from the principal axes (Kobak and Berens, The
/// art of using t-SNE for single-cell transcriptomics, 2019). Time and memory grow with the square
/// of the number of points.
///
/// The only chance is the fixed seed of the start, every operation is exactly specified, and each
/// point's sums run over the other points in their order whatever the number of threads, so the
/// same vectors give the same bytes. The inner loop adds one point's share to every other point
/// instead of summing over them: without a sum over `j` the compiler can use vector instructions
/// and still keep the order of additions. (Rows are arrays of their own because the compiler does
/// so only where all arrays are indexed alike.)
final class Tsne {
  private static final double PERPLEXITY = 30;
  private static final int STEPS = 500;
  private static final int EXAGGERATED_STEPS = 100;
  private static final float EXAGGERATION = 12;
  private static final float MIN_GAIN = 0.01f;

  /// Points of a part.
  private static final int PART = 256;

  private Tsne() {}

  /// Every point's position.
  ///
  /// @param vectors n x dim, row by row; compared by their cosine
  /// @return two axes of n coordinates each, around the origin; finite if the vectors are
  static float[][] positions(float[] vectors, int n, int dim, Crew crew) {
    if (n < 2) {
      return new float[2][n];
    }
    float[][] cosines = Cosines.of(vectors, n, dim, crew);
    float[][] start = PrincipalAxes.of(cosines, crew);
    float[][] affinities = Affinities.of(cosines, Math.clamp((n - 1) / 3.0, 1, PERPLEXITY), crew);
    return new Descent(affinities, start, crew).run();
  }

  /// The gradient descent. Points are dealt out to parts, which threads work on side by side.
  private static final class Descent {
    private final float[][] positions;
    private final Part[] parts;
    private final Crew crew;

    /// @param start two axes of n coordinates each; holds the positions from now on
    Descent(float[][] affinities, float[][] start, Crew crew) {
      int n = affinities.length;
      this.positions = start;
      this.crew = crew;
      this.parts = new Part[(n + PART - 1) / PART];
      for (int p = 0; p < parts.length; p++) {
        parts[p] = new Part(p * PART, Math.min(n, (p + 1) * PART), affinities, start);
      }
    }

    float[][] run() {
      float rate = Math.max(positions[0].length / EXAGGERATION / 4, 50);
      for (int step = 0; step < STEPS; step++) {
        boolean early = step < EXAGGERATED_STEPS;
        step(rate, early ? EXAGGERATION : 1, early ? 0.5f : 0.8f);
      }
      return positions;
    }

    private void step(float rate, float exaggeration, float momentum) {
      crew.forEach(parts.length, p -> parts[p].sumForces(positions));
      double sum = 0;
      for (Part part : parts) {
        for (float closeness : part.closeness) {
          sum += closeness - 1;
        }
      }
      float scale = (float) (1 / Math.max(sum, Float.MIN_NORMAL));
      for (int axis = 0; axis < 2; axis++) {
        double mean = 0;
        for (Part part : parts) {
          part.move(axis, rate, exaggeration, momentum, scale);
          for (float position : part.position[axis]) {
            mean += position;
          }
        }
        float shift = (float) (mean / positions[axis].length);
        for (Part part : parts) {
          part.shift(axis, shift, positions);
        }
      }
    }
  }

  /// Some neighbouring points: position, speed and gain per coordinate, and what they are drawn to.
  private static final class Part {
    private final int from;
    private final float[][] affinities;
    private final float[][] position;
    private final float[][] speed;
    private final float[][] gain;
    private final float[][] attraction;
    private final float[][] repulsion;
    private final float[] closeness;

    Part(int from, int to, float[][] affinities, float[][] start) {
      int size = to - from;
      this.from = from;
      this.affinities = new float[affinities.length][];
      for (int i = 0; i < affinities.length; i++) {
        this.affinities[i] = Arrays.copyOfRange(affinities[i], from, to);
      }
      this.position =
          new float[][] {
            Arrays.copyOfRange(start[0], from, to), Arrays.copyOfRange(start[1], from, to)
          };
      this.speed = new float[2][size];
      this.gain = new float[2][size];
      this.attraction = new float[2][size];
      this.repulsion = new float[2][size];
      this.closeness = new float[size];
      Arrays.fill(gain[0], 1);
      Arrays.fill(gain[1], 1);
    }

    /// Sums what all points do to those of this part.
    void sumForces(float[][] positions) {
      for (int axis = 0; axis < 2; axis++) {
        Arrays.fill(attraction[axis], 0);
        Arrays.fill(repulsion[axis], 0);
      }
      Arrays.fill(closeness, 0);
      for (int i = 0; i < affinities.length; i++) {
        addForces(
            positions[0][i],
            positions[1][i],
            affinities[i],
            position[0],
            position[1],
            attraction[0],
            attraction[1],
            repulsion[0],
            repulsion[1],
            closeness);
      }
    }

    /// Adds what the point at (`xi`, `yi`) does to every point of the part. Forces point towards
    /// `j` from `i`.
    private static void addForces(
        float xi,
        float yi,
        float[] affinities,
        float[] x,
        float[] y,
        float[] attractionX,
        float[] attractionY,
        float[] repulsionX,
        float[] repulsionY,
        float[] closeness) {
      int n = x.length;
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

    /// @param scale of repulsion
    void move(int axis, float rate, float exaggeration, float momentum, float scale) {
      for (int j = 0; j < closeness.length; j++) {
        float gradient = 4 * (exaggeration * attraction[axis][j] - scale * repulsion[axis][j]);
        boolean turned = gradient > 0 == speed[axis][j] > 0;
        float g = Math.max(turned ? gain[axis][j] * 0.8f : gain[axis][j] + 0.2f, MIN_GAIN);
        gain[axis][j] = g;
        speed[axis][j] = momentum * speed[axis][j] - rate * g * gradient;
        position[axis][j] += speed[axis][j];
      }
    }

    /// Moves all points back by `shift`, and tells the other parts where they are.
    void shift(int axis, float shift, float[][] positions) {
      for (int j = 0; j < closeness.length; j++) {
        position[axis][j] -= shift;
      }
      System.arraycopy(position[axis], 0, positions[axis], from, closeness.length);
    }
  }
}
