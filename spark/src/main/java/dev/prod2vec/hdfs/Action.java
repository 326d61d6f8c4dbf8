package dev.prod2vec.hdfs;

/// What a request does to a file.
enum Action {
  READ("read"),
  WRITE("written"),
  LIST("listed"),
  DELETE("removed");

  private final String participle;

  Action(String participle) {
    this.participle = participle;
  }

  /// The verb in messages: "cannot be read".
  String participle() {
    return participle;
  }
}
