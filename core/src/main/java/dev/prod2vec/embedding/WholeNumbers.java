package dev.prod2vec.embedding;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// Tensors of one dimension with whole numbers, in the same format as [Safetensors]. The arrays are
/// not copied.
///
/// @param ints tensors of int32, by name
/// @param bytes tensors of uint8, by name
/// @param metadata any texts
public record WholeNumbers(
    SequencedMap<String, int[]> ints,
    SequencedMap<String, byte[]> bytes,
    Map<String, String> metadata) {

  /// Writes a new file: the tensors of int32, then those of uint8.
  public void write(Path file) throws IOException {
    SequencedMap<String, TensorValues> tensors = new LinkedHashMap<>();
    ints.forEach((name, values) -> tensors.put(name, new TensorValues.Ints(values)));
    bytes.forEach((name, values) -> tensors.put(name, new TensorValues.Bytes(values)));
    TensorValues.write(file, tensors, metadata);
  }

  /// Reads a file back.
  ///
  /// @throws BrokenModelException if this is not a safetensors file, or a tensor has fractions
  public static WholeNumbers read(Path file) throws IOException {
    SequencedMap<String, int[]> ints = new LinkedHashMap<>();
    SequencedMap<String, byte[]> bytes = new LinkedHashMap<>();
    try (TensorFile tensors = TensorFile.open(file)) {
      for (Map.Entry<String, TensorFile.Tensor> entry : tensors.tensors().entrySet()) {
        String name = entry.getKey();
        if (entry.getValue().type() == TensorType.U8) {
          bytes.put(name, tensors.bytes(name));
        } else {
          ints.put(name, tensors.ints(name));
        }
      }
      return new WholeNumbers(ints, bytes, tensors.metadata());
    }
  }
}
