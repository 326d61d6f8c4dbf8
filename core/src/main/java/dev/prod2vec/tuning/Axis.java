package dev.prod2vec.tuning;

/// One hyperparameter as the search sees it. A value has a code (the number itself, or the index of
/// the option) and a position: in [0, 1] for a number, by its scale; the index for an option.
///
/// @param low code (on a logarithmic scale: logarithm of the code) at position 0
/// @param high the same at position 1
/// @param min smallest code
/// @param max largest code
record Axis(Kind kind, Scale scale, double low, double high, double min, double max) {
  enum Kind {
    REAL,
    WHOLE,
    CHOICE
  }

  static Axis of(Hyperparameter hyperparameter) {
    // A whole number owns the half unit on both sides, so that the ends are as likely as the rest.
    return switch (hyperparameter) {
      case Hyperparameter.Real(_, var min, var max, var scale) -> of(Kind.REAL, scale, min, max, 0);
      case Hyperparameter.Whole(_, var min, var max, var scale) ->
          of(Kind.WHOLE, scale, min, max, 0.5);
      case Hyperparameter.Choice(_, var options) ->
          of(Kind.CHOICE, Scale.LINEAR, 0, options.size() - 1.0, 0.5);
    };
  }

  private static Axis of(Kind kind, Scale scale, double min, double max, double margin) {
    return switch (scale) {
      case LINEAR -> new Axis(kind, scale, min - margin, max + margin, min, max);
      case LOG ->
          new Axis(
              kind, scale, StrictMath.log(min - margin), StrictMath.log(max + margin), min, max);
    };
  }

  static Axis[] of(Space space) {
    return space.hyperparameters().stream().map(Axis::of).toArray(Axis[]::new);
  }

  /// By axis: whether it is a choice.
  static boolean[] choices(Axis[] axes) {
    boolean[] choices = new boolean[axes.length];
    for (int axis = 0; axis < axes.length; axis++) {
      choices[axis] = axes[axis].kind() == Kind.CHOICE;
    }
    return choices;
  }

  /// Number of different codes; infinite for a range of real numbers.
  double size() {
    if (min == max) {
      return 1;
    }
    return kind == Kind.REAL ? Double.POSITIVE_INFINITY : max - min + 1;
  }

  double position(double code) {
    if (kind == Kind.CHOICE) {
      return code;
    }
    if (low == high) {
      return 0;
    }
    double number = scale == Scale.LOG ? StrictMath.log(code) : code;
    return Math.clamp((number - low) / (high - low), 0.0, 1.0);
  }

  /// The code that a number drawn evenly from [0, 1] stands for.
  double code(double unit) {
    double number = low + unit * (high - low);
    double code = scale == Scale.LOG ? StrictMath.exp(number) : number;
    return Math.clamp(kind == Kind.REAL ? code : Math.floor(code + 0.5), min, max);
  }

  /// The row of positions of a point's codes.
  static double[] positions(Axis[] axes, double[] codes) {
    double[] positions = new double[axes.length];
    for (int axis = 0; axis < axes.length; axis++) {
      positions[axis] = axes[axis].position(codes[axis]);
    }
    return positions;
  }

  /// The codes that numbers drawn evenly from [0, 1] stand for.
  static double[] codes(Axis[] axes, double[] units) {
    double[] codes = new double[axes.length];
    for (int axis = 0; axis < axes.length; axis++) {
      codes[axis] = axes[axis].code(units[axis]);
    }
    return codes;
  }

  /// The smallest codes.
  static double[] first(Axis[] axes) {
    double[] codes = new double[axes.length];
    for (int axis = 0; axis < axes.length; axis++) {
      codes[axis] = axes[axis].min();
    }
    return codes;
  }

  /// Moves on to the next point of a finite space, the last axis fastest. A range of real numbers
  /// is stepped through by whole ones.
  ///
  /// @return false, with the smallest codes, after the last one
  static boolean advance(Axis[] axes, double[] codes) {
    for (int axis = axes.length - 1; axis >= 0; axis--) {
      if (codes[axis] + 1 <= axes[axis].max()) {
        codes[axis]++;
        return true;
      }
      codes[axis] = axes[axis].min();
    }
    return false;
  }
}
