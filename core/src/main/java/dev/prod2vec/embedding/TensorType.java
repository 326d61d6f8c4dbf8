package dev.prod2vec.embedding;

import org.jspecify.annotations.Nullable;

/// What the numbers of a tensor are, by its name in the safetensors format.
enum TensorType {
  F32(4, "float32"),
  I32(4, "int32"),
  U8(1, "uint8");

  private final int bytes;
  private final String words;

  TensorType(int bytes, String words) {
    this.bytes = bytes;
    this.words = words;
  }

  /// Bytes per number.
  int bytes() {
    return bytes;
  }

  String words() {
    return words;
  }

  /// Null if no type has this name.
  static @Nullable TensorType named(@Nullable Object name) {
    for (TensorType type : values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    return null;
  }
}
