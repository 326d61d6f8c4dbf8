package dev.prod2vec.s3;

/// What a request does to an object, and the permission that it needs.
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

  /// The verb in messages: "cannot be read".
  String participle() {
    return participle;
  }

  /// The name of the permission in policies of AWS.
  String permission() {
    return permission;
  }
}
