package dev.prod2vec.s3;

/// What is done with an object, and the permission it takes.
enum Action {
  READ("read", "s3:GetObject"),
  WRITE("written", "s3:PutObject"),
  LIST("listed", "s3:ListBucket"),
  DELETE("removed", "s3:DeleteObject");

  private final String participle;
  private final String permission;

  Action(String participle, String permission) {
    this.participle = participle;
    this.permission = permission;
  }

  /// As in: cannot be read.
  String participle() {
    return participle;
  }

  /// As policies of AWS call it.
  String permission() {
    return permission;
  }
}
