package dev.prod2vec.bench;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.training.EpochMetrics;
import dev.prod2vec.training.Trainer;
import dev.prod2vec.training.TrainingConfig;
import dev.prod2vec.training.TrainingProgress;
import java.util.concurrent.Semaphore;

/// A training, in a thread of its own, that trains an epoch when it is told to.
final class SteppedTraining {
  private static final int MOST_EPOCHS = 1000;

  private final Semaphore asked = new Semaphore(0);
  private final Semaphore done = new Semaphore(0);
  private final Thread thread;

  SteppedTraining(Baskets baskets, TrainingConfig config) throws InterruptedException {
    thread = new Thread(() -> train(baskets, config.withEpochs(MOST_EPOCHS)), "training");
    thread.setDaemon(true);
    thread.start();
    // The first epoch begins by itself, and with it the making of the weights is over.
    done.acquire();
  }

  /// Trains one epoch.
  ///
  /// @throws IllegalStateException if the training has ended
  void epoch() throws InterruptedException {
    if (!thread.isAlive()) {
      throw new IllegalStateException(
          "the training is over: it broke down or had %d epochs".formatted(MOST_EPOCHS));
    }
    asked.release();
    done.acquire();
  }

  private void train(Baskets baskets, TrainingConfig config) {
    TrainingProgress step =
        new TrainingProgress() {
          @Override
          public void epoch(EpochMetrics metrics) {
            done.release();
            asked.acquireUninterruptibly();
          }
        };
    try {
      Trainer.train(baskets, Baskets.of(new int[0][]), Shop.PRODUCTS, config, step);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      done.release();
    }
  }

  /// Ends the training and waits for it.
  void stop() throws InterruptedException {
    thread.interrupt();
    asked.release();
    thread.join();
  }
}
