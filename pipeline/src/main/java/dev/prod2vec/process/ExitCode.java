package dev.prod2vec.process;

/// How a task or a command ends.
public enum ExitCode {
  /// All is done.
  DONE(0, "done"),
  /// Unusable content, or something unexpected.
  FAILED(
      1,
      "failed: unusable content of a file (complete and similar answer the rest), a full disk, anything"
          + " unexpected"),
  /// Wrong flags, config, file names or column names.
  WRONG_USE(2, "wrong use: a bad flag or key, a missing file or column, a run in use"),
  /// A check of the data failed.
  DATA_QUALITY(3, "a check of the data failed; nothing was trained"),
  /// The model does not beat popularity.
  GATE(4, "the model does not beat popularity; nothing was exported"),
  /// Ctrl-C.
  INTERRUPTED(130, "interrupted; the run can be resumed");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /// What the process returns.
  public int code() {
    return code;
  }

  /// For the help and the reference page.
  public String meaning() {
    return meaning;
  }
}
