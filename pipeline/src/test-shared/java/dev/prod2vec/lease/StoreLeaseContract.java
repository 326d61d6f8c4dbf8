package dev.prod2vec.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.store.ConditionalStore;
import dev.prod2vec.store.Location;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What a lease promises in each store.
public interface StoreLeaseContract {
  /// A store as one machine reaches it.
  ConditionalStore here();

  /// The same as another machine reaches it.
  ConditionalStore there();

  /// A run that nobody has a lease on; the same in one test.
  Location leased();

  @Test
  default void ofManyAtOnceOneTakesTheLease() throws Exception {
    List<Lease> taken = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(4)) {
      Callable<Lease> hereTakes = () -> take(here(), LeaseTiming.STORE);
      Callable<Lease> thereTakes = () -> take(there(), LeaseTiming.STORE);
      for (Future<Lease> one :
          threads.invokeAll(List.of(hereTakes, thereTakes, hereTakes, thereTakes))) {
        switch (one.state()) {
          case SUCCESS -> taken.add(one.resultNow());
          default -> assertThat(one.exceptionNow()).isInstanceOf(InUseException.class);
        }
      }
    }
    assertThat(taken).hasSize(1);
    taken.getFirst().close();
  }

  @Test
  default void aLeaseThatAnotherMachineTookOverIsLost() throws Exception {
    LeaseTiming fast =
        new LeaseTiming(Duration.ofMillis(20), LeaseTiming.STORE.expiry(), Clock.systemUTC());
    LeaseTiming impatient =
        new LeaseTiming(Duration.ofMillis(20), Duration.ofDays(-1), Clock.systemUTC());
    Lease lost = take(here(), fast);
    lost.workHasEnded();
    lost.change(() -> {});
    try (Lease taken = take(there(), impatient)) {
      Thread.sleep(Duration.ofMillis(21));
      assertThatExceptionOfType(LeaseLostException.class).isThrownBy(() -> lost.change(() -> {}));
      lost.close();
      taken.change(() -> {});
      assertThat(taken.term()).isEqualTo(2);
    }
  }

  private Lease take(ConditionalStore store, LeaseTiming timing) throws Exception {
    return Lease.take(new StoreHeartbeat(store, leased(), timing), "run");
  }
}
