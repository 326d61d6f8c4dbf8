package dev.prod2vec.training;

/// The batches of a round, one after the other; while one is learned, the next one is made.
final class BatchQueue {
  private final Batches batches;
  private Batch current;
  private Batch following;

  /// Whether there is a next batch; written by the thread that makes it.
  private boolean more;

  /// @param current room for a batch
  /// @param following room for another one
  BatchQueue(Batches batches, Batch current, Batch following) {
    this.batches = batches;
    this.current = current;
    this.following = following;
  }

  /// Begins a round: see [Batches#begin(int, int, int)].
  void begin(int epoch, int round, int rounds) {
    batches.begin(epoch, round, rounds);
    prepare();
  }

  boolean hasNext() {
    return more;
  }

  /// The next batch, valid until the next call. [#prepare] is to be called before it is over.
  Batch next() {
    Batch next = following;
    following = current;
    current = next;
    return next;
  }

  /// Makes the batch after the one that [#next] gave.
  void prepare() {
    more = batches.fill(following);
  }

  /// Number of the epoch's baskets up to the batch that was made last, without it.
  int done() {
    return more ? following.first() : batches.end();
  }
}
