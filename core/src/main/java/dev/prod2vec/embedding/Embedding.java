package dev.prod2vec.embedding;

/// Two vectors and a bias per product. The arrays are not copied; safe to share between threads as
/// long as nobody writes to them.
///
/// @param size number of products
/// @param dim numbers per vector
/// @param input size x dim, row by row: what a product means; its nearest rows are substitutes
/// @param output size x dim, row by row: the company that a product keeps
/// @param bias one per product, added to the score against an output vector
/// @param basketScore how these score a product for a basket
/// @param scorePower the power of that score which a product's probability is in proportion to, 1
///   or more
public record Embedding(
    int size,
    int dim,
    float[] input,
    float[] output,
    float[] bias,
    BasketScore basketScore,
    int scorePower) {

  /// Whose scores are in proportion to probabilities.
  ///
  /// @throws IllegalArgumentException if an array's length does not match size and dim
  public Embedding(
      int size, int dim, float[] input, float[] output, float[] bias, BasketScore basketScore) {
    this(size, dim, input, output, bias, basketScore, 1);
  }

  /// @throws IllegalArgumentException if an array's length does not match size and dim
  public Embedding {
    long cells = (long) size * dim;
    if (input.length != cells || output.length != cells || bias.length != size) {
      throw new IllegalArgumentException(
          "%s products of %s dimensions need arrays of %s, %s and %s, but they have %s, %s and %s"
              .formatted(size, dim, cells, cells, size, input.length, output.length, bias.length));
    }
  }

  /// A copy of some products.
  ///
  /// @param products their indexes, in the order of the copy; -1: zeros
  public Embedding choose(int[] products) {
    float[] inputs = new float[products.length * dim];
    float[] outputs = new float[inputs.length];
    float[] biases = new float[products.length];
    for (int i = 0; i < products.length; i++) {
      if (products[i] < 0) {
        continue;
      }
      System.arraycopy(input, products[i] * dim, inputs, i * dim, dim);
      System.arraycopy(output, products[i] * dim, outputs, i * dim, dim);
      biases[i] = bias[products[i]];
    }
    return new Embedding(products.length, dim, inputs, outputs, biases, basketScore, scorePower);
  }
}
