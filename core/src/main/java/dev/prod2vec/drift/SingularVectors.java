package dev.prod2vec.drift;

import dev.prod2vec.parallel.Crew;
import java.util.Arrays;

/// The singular value decomposition of a square matrix by one-sided Jacobi rotations (Hestenes
/// 1958): pairs of columns are rotated until all are at right angles. In each step every column is
/// in one pair, so threads share the pairs of a step and the result does not depend on them.
///
/// @param left columns of length 1 at right angles to each other, column by column
/// @param right as `left`
/// @param values one per column, 0 or more, in no order
record SingularVectors(double[][] left, double[][] right, double[] values) {
  private static final int MOST_SWEEPS = 60;

  /// The cosine at which two columns are at right angles.
  private static final double RIGHT_ANGLE = 1e-14;

  /// The share of the whole matrix below which a column is nothing but rounding.
  private static final double NOTHING = 1e-13;

  /// Decomposes a matrix.
  ///
  /// @param columns of the matrix, as many as each has numbers; overwritten
  static SingularVectors of(double[][] columns, Crew crew) {
    int dim = columns.length;
    double[][] right = new double[dim][dim];
    for (int i = 0; i < dim; i++) {
      right[i][i] = 1;
    }
    double whole = Math.sqrt(Arrays.stream(columns).mapToDouble(it -> dot(it, it)).sum());
    double nothing = NOTHING * whole;
    // An odd number of columns gets a place more, whose partner rests.
    int places = dim + dim % 2;
    boolean[] rotated = new boolean[places / 2];
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      Arrays.fill(rotated, false);
      for (int step = 1; step < places; step++) {
        int now = step;
        crew.forEach(
            places / 2,
            pair -> {
              int one = place(pair, now, places);
              int other = place(places - 1 - pair, now, places);
              if (Math.max(one, other) < dim) {
                rotated[pair] |=
                    rotate(columns, right, Math.min(one, other), Math.max(one, other), nothing);
              }
            });
      }
      if (noneOf(rotated)) {
        break;
      }
    }
    double[] values = new double[dim];
    for (int i = 0; i < dim; i++) {
      double length = Math.sqrt(dot(columns[i], columns[i]));
      values[i] = length > nothing ? length : 0;
    }
    return new SingularVectors(unit(columns, values), right, values);
  }

  /// Who plays in a place of a round-robin tournament: the first stays, the others move on by one.
  private static int place(int place, int step, int places) {
    return place == 0 ? 0 : 1 + (place - 1 + step) % (places - 1);
  }

  private static boolean noneOf(boolean[] rotated) {
    for (boolean any : rotated) {
      if (any) {
        return false;
      }
    }
    return true;
  }

  /// Brings two columns to right angles.
  ///
  /// @return whether they were not
  private static boolean rotate(
      double[][] columns, double[][] right, int p, int q, double nothing) {
    double[] one = columns[p];
    double[] other = columns[q];
    double alpha = 0;
    double beta = 0;
    double gamma = 0;
    // In one loop, since each sum alone would wait for its own last step.
    for (int i = 0; i < one.length; i++) {
      alpha += one[i] * one[i];
      beta += other[i] * other[i];
      gamma += one[i] * other[i];
    }
    if (Math.min(alpha, beta) <= nothing * nothing
        || Math.abs(gamma) <= RIGHT_ANGLE * Math.sqrt(alpha) * Math.sqrt(beta)) {
      return false;
    }
    double zeta = (beta - alpha) / (2 * gamma);
    double tangent = Math.copySign(1 / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta)), zeta);
    double cosine = 1 / Math.sqrt(1 + tangent * tangent);
    turn(one, other, cosine, cosine * tangent);
    turn(right[p], right[q], cosine, cosine * tangent);
    return true;
  }

  private static void turn(double[] p, double[] q, double cosine, double sine) {
    for (int i = 0; i < p.length; i++) {
      double before = p[i];
      p[i] = cosine * before - sine * q[i];
      q[i] = sine * before + cosine * q[i];
    }
  }

  /// The columns with length 1. Columns of zeros become whatever is at right angles to all others.
  private static double[][] unit(double[][] columns, double[] values) {
    int dim = values.length;
    double[][] unit = new double[dim][];
    // How much of each axis the columns so far do not reach, squared.
    double[] left = new double[dim];
    Arrays.fill(left, 1);
    for (int column = 0; column < dim; column++) {
      if (values[column] > 0) {
        unit[column] = scaled(columns[column], 1 / values[column]);
        take(left, unit[column]);
      }
    }
    for (int column = 0; column < dim; column++) {
      if (values[column] == 0) {
        unit[column] = another(unit, left);
        take(left, unit[column]);
      }
    }
    return unit;
  }

  private static void take(double[] left, double[] column) {
    for (int i = 0; i < left.length; i++) {
      left[i] -= column[i] * column[i];
    }
  }

  /// A column at right angles to those that are known: what remains of the axis that they reach
  /// least.
  private static double[] another(double[][] known, double[] left) {
    int axis = 0;
    for (int i = 1; i < left.length; i++) {
      axis = left[i] > left[axis] ? i : axis;
    }
    double[] column = new double[left.length];
    column[axis] = 1;
    // Twice, since the first time leaves the rounding of what it takes away.
    for (int time = 0; time < 2; time++) {
      for (double[] other : known) {
        if (other != null) {
          double along = dot(other, column);
          for (int i = 0; i < column.length; i++) {
            column[i] -= along * other[i];
          }
        }
      }
    }
    return scaled(column, 1 / Math.sqrt(dot(column, column)));
  }

  private static double[] scaled(double[] column, double factor) {
    return Arrays.stream(column).map(number -> number * factor).toArray();
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
