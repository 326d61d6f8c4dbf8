import dev.prod2vec.tuning.Hyperparameter;
import dev.prod2vec.tuning.Hyperparameter.Real;
import dev.prod2vec.tuning.Hyperparameter.Whole;
import dev.prod2vec.tuning.Point;
import dev.prod2vec.tuning.Scale;
import dev.prod2vec.tuning.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// The functions that the samplers are compared on, all to be minimised. `problems.py` has the same
/// ones; `run` checks that both give the same values.
record Problem(String name, Space space, double minimum, ToDoubleFunction<Point> function) {}

final class Problems {
  private Problems() {}

  private static final double[] HARTMANN_WEIGHTS = {1, 1.2, 3, 3.2};
  private static final double[][] HARTMANN_3_A = {
    {3, 10, 30}, {0.1, 10, 35}, {3, 10, 30}, {0.1, 10, 35}
  };
  private static final double[][] HARTMANN_3_P = {
    {0.3689, 0.1170, 0.2673},
    {0.4699, 0.4387, 0.7470},
    {0.1091, 0.8732, 0.5547},
    {0.0381, 0.5743, 0.8828}
  };
  private static final double[][] HARTMANN_6_A = {
    {10, 3, 17, 3.5, 1.7, 8},
    {0.05, 10, 17, 0.1, 8, 14},
    {3, 3.5, 1.7, 10, 17, 8},
    {17, 8, 0.05, 10, 0.1, 14}
  };
  private static final double[][] HARTMANN_6_P = {
    {0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886},
    {0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991},
    {0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650},
    {0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381}
  };

  static final List<Problem> ALL =
      List.of(
          new Problem(
              "branin-2",
              Space.of(
                  new Real("x0", -5, 10, Scale.LINEAR), new Real("x1", 0, 15, Scale.LINEAR)),
              0.397887357729739,
              point -> branin(point.real("x0"), point.real("x1"))),
          real("hartmann-3", 3, 0, 1, -3.86277978733, x -> hartmann(x, HARTMANN_3_A, HARTMANN_3_P)),
          real("hartmann-6", 6, 0, 1, -3.32236801141, x -> hartmann(x, HARTMANN_6_A, HARTMANN_6_P)),
          real("rosenbrock-4", 4, -5, 10, 0, Problems::rosenbrock),
          real("ackley-5", 5, -32.768, 32.768, 0, Problems::ackley),
          real("levy-8", 8, -10, 10, 0, Problems::levy),
          new Problem(
              "mixed-4",
              Space.of(
                  new Real("lr", 1e-4, 1, Scale.LOG),
                  new Whole("dim", 8, 512, Scale.LOG),
                  new Whole("ep", 1, 50, Scale.LINEAR),
                  new Real("a", -1, 1, Scale.LINEAR)),
              0,
              point ->
                  mixed(
                      point.real("lr"), point.whole("dim"), point.whole("ep"), point.real("a"))));

  private static Problem real(
      String name,
      int dim,
      double min,
      double max,
      double minimum,
      ToDoubleFunction<double[]> function) {
    List<Hyperparameter> hyperparameters = new ArrayList<>();
    for (int i = 0; i < dim; i++) {
      hyperparameters.add(new Real("x" + i, min, max, Scale.LINEAR));
    }
    return new Problem(
        name,
        new Space(hyperparameters),
        minimum,
        point -> {
          double[] x = new double[dim];
          for (int i = 0; i < dim; i++) {
            x[i] = point.real("x" + i);
          }
          return function.applyAsDouble(x);
        });
  }

  private static double branin(double x, double y) {
    double bend =
        y - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
    return bend * bend + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
  }

  private static double hartmann(double[] x, double[][] a, double[][] p) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double distance = 0;
      for (int j = 0; j < x.length; j++) {
        distance += a[i][j] * (x[j] - p[i][j]) * (x[j] - p[i][j]);
      }
      sum -= HARTMANN_WEIGHTS[i] * Math.exp(-distance);
    }
    return sum;
  }

  private static double rosenbrock(double[] x) {
    double sum = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      double valley = x[i + 1] - x[i] * x[i];
      sum += 100 * valley * valley + (1 - x[i]) * (1 - x[i]);
    }
    return sum;
  }

  private static double ackley(double[] x) {
    double squares = 0;
    double cosines = 0;
    for (double coordinate : x) {
      squares += coordinate * coordinate;
      cosines += Math.cos(2 * Math.PI * coordinate);
    }
    return -20 * Math.exp(-0.2 * Math.sqrt(squares / x.length))
        - Math.exp(cosines / x.length)
        + 20
        + Math.E;
  }

  private static double levy(double[] x) {
    double[] w = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      w[i] = 1 + (x[i] - 1) / 4;
    }
    double first = Math.sin(Math.PI * w[0]);
    double sum = first * first;
    for (int i = 0; i + 1 < w.length; i++) {
      double sine = Math.sin(Math.PI * w[i] + 1);
      sum += (w[i] - 1) * (w[i] - 1) * (1 + 10 * sine * sine);
    }
    double end = w[w.length - 1];
    double sine = Math.sin(2 * Math.PI * end);
    return sum + (end - 1) * (end - 1) * (1 + sine * sine);
  }

  private static double mixed(double lr, int dim, int ep, double a) {
    double u = Math.log10(lr / 0.03);
    double v = Math.log(dim / 96.0) / Math.log(2);
    double w = (ep - 20) / 20.0;
    double z = a + 0.4;
    return 1 - Math.exp(-(u * u + 0.15 * v * v + 0.8 * w * w + 1.5 * z * z + 0.6 * u * w));
  }
}
