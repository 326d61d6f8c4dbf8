package dev.prod2vec.training;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntUnaryOperator;

/// The rows of some products of a [TrainingState]: what a block sends to a shard, and what a shard
/// sends back. Immutable as long as nobody changes the arrays.
///
/// @param products whose rows these are
/// @param dim numbers per vector
/// @param input input vectors, one after the other, without padding
/// @param inputSquares an accumulator per input vector
/// @param output output vectors, one after the other, without padding
/// @param outputSquares an accumulator per output vector
/// @param bias one per output vector
/// @param biasSquares an accumulator per bias
public record StateRows(
    ShardProducts products,
    int dim,
    float[] input,
    float[] inputSquares,
    float[] output,
    float[] outputSquares,
    float[] bias,
    float[] biasSquares) {
  private static final int INTS = 3;

  private static StateRows room(ShardProducts products, int dim) {
    int inputs = products.inputs().length;
    int outputs = products.outputs().length;
    return new StateRows(
        products,
        dim,
        new float[inputs * dim],
        new float[inputs],
        new float[outputs * dim],
        new float[outputs],
        new float[outputs],
        new float[outputs]);
  }

  /// Copies rows of a state.
  ///
  /// @param rowOf the state's row of a product
  static StateRows copyOf(TrainingState state, ShardProducts products, IntUnaryOperator rowOf) {
    int dim = state.dim();
    int stride = state.input().stride();
    StateRows rows = room(products, dim);
    for (int i = 0; i < products.inputs().length; i++) {
      int row = rowOf.applyAsInt(products.inputs()[i]);
      System.arraycopy(state.input().values(), row * stride, rows.input, i * dim, dim);
      rows.inputSquares[i] = state.inputSquares()[row];
    }
    for (int i = 0; i < products.outputs().length; i++) {
      int row = rowOf.applyAsInt(products.outputs()[i]);
      System.arraycopy(state.output().values(), row * stride, rows.output, i * dim, dim);
      rows.outputSquares[i] = state.outputSquares()[row];
      rows.bias[i] = state.bias()[row];
      rows.biasSquares[i] = state.biasSquares()[row];
    }
    return rows;
  }

  /// Writes the rows into a state.
  ///
  /// @param rowOf the state's row of a product; negative if the state has none
  void copyTo(TrainingState state, IntUnaryOperator rowOf) {
    int stride = state.input().stride();
    for (int i = 0; i < products.inputs().length; i++) {
      int row = rowOf.applyAsInt(products.inputs()[i]);
      if (row >= 0) {
        System.arraycopy(input, i * dim, state.input().values(), row * stride, dim);
        state.inputSquares()[row] = inputSquares[i];
      }
    }
    for (int i = 0; i < products.outputs().length; i++) {
      int row = rowOf.applyAsInt(products.outputs()[i]);
      if (row >= 0) {
        System.arraycopy(output, i * dim, state.output().values(), row * stride, dim);
        state.outputSquares()[row] = outputSquares[i];
        state.bias()[row] = bias[i];
        state.biasSquares()[row] = biasSquares[i];
      }
    }
  }

  /// Bytes of a row of inputs: product, vector, accumulator.
  private static long inputBytes(int dim) {
    return 4L * dim + 8;
  }

  /// Bytes of a row of outputs: product, vector and bias, an accumulator for each.
  private static long outputBytes(int dim) {
    return 4L * dim + 16;
  }

  /// The rows as bytes.
  public byte[] bytes() {
    int inputs = products.inputs().length;
    int outputs = products.outputs().length;
    long size = 4L * INTS + inputs * inputBytes(dim) + outputs * outputBytes(dim);
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(size)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(dim).putInt(inputs).putInt(outputs);
    for (int[] ints : new int[][] {products.inputs(), products.outputs()}) {
      bytes.asIntBuffer().put(ints);
      bytes.position(bytes.position() + 4 * ints.length);
    }
    for (float[] floats : floats()) {
      bytes.asFloatBuffer().put(floats);
      bytes.position(bytes.position() + 4 * floats.length);
    }
    return bytes.array();
  }

  /// What [#bytes] wrote.
  public static StateRows of(byte[] written) {
    return of(ByteBuffer.wrap(written));
  }

  /// The same from a part of an array.
  ///
  /// @param written its position moves to the end of the rows
  public static StateRows of(ByteBuffer written) {
    ByteBuffer bytes = written.slice().order(ByteOrder.LITTLE_ENDIAN);
    int dim = bytes.getInt();
    int[] inputs = new int[bytes.getInt()];
    int[] outputs = new int[bytes.getInt()];
    for (int[] ints : new int[][] {inputs, outputs}) {
      bytes.asIntBuffer().get(ints);
      bytes.position(bytes.position() + 4 * ints.length);
    }
    StateRows rows = room(new ShardProducts(inputs, outputs), dim);
    for (float[] floats : rows.floats()) {
      bytes.asFloatBuffer().get(floats);
      bytes.position(bytes.position() + 4 * floats.length);
    }
    written.position(written.position() + bytes.position());
    return rows;
  }

  private float[][] floats() {
    return new float[][] {input, inputSquares, output, outputSquares, bias, biasSquares};
  }
}
