package dev.prod2vec.embedding;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Tensors of one dimension in the same format as [Safetensors]. The arrays are not copied.
///
/// @param floats tensors of float32, by name
/// @param ints tensors of int32, by name
/// @param bytes tensors of uint8, by name
/// @param metadata any texts
public record PlainTensors(
    SequencedMap<String, float[]> floats,
    SequencedMap<String, int[]> ints,
    SequencedMap<String, byte[]> bytes,
    Map<String, String> metadata) {

  /// Writes a new file: the tensors of float32, then those of int32, then those of uint8.
  public void write(Path file) throws IOException {
    SequencedMap<String, TensorValues> tensors = new LinkedHashMap<>();
    floats.forEach((name, values) ->
        tensors.put(name, new TensorValues.Floats(values, List.of((long) values.length))));
    ints.forEach((name, values) -> tensors.put(name, new TensorValues.Ints(values)));
    bytes.forEach((name, values) -> tensors.put(name, new TensorValues.Bytes(values)));
    TensorValues.write(file, tensors, metadata);
  }

  /// Reads a file back.
  ///
  /// @throws BrokenModelException if this is not a safetensors file
  public static PlainTensors read(Path file) throws IOException {
    SequencedMap<String, float[]> floats = new LinkedHashMap<>();
    SequencedMap<String, int[]> ints = new LinkedHashMap<>();
    SequencedMap<String, byte[]> bytes = new LinkedHashMap<>();
    try (TensorFile tensors = TensorFile.open(file)) {
      for (Map.Entry<String, TensorFile.Tensor> entry : tensors.tensors().entrySet()) {
        String name = entry.getKey();
        switch (entry.getValue().type()) {
          case F32 -> floats.put(name, tensors.floats(name));
          case I32 -> ints.put(name, tensors.ints(name));
          case U8 -> bytes.put(name, tensors.bytes(name));
        }
      }
      return new PlainTensors(floats, ints, bytes, tensors.metadata());
    }
  }
}
