package dev.prod2vec.s3;

import dev.prod2vec.store.ConditionalStore;
import dev.prod2vec.store.StoredContent;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// A machine with a cache of its own, as far as S3 sees it. It can be cut off, and its idea of how
/// old objects are can be wrong.
final class Machine implements AutoCloseable {
  private static final Set<String> WRITES = Set.of("write", "upload", "delete");

  private final S3Store store;
  private final AtomicInteger writesLeft = new AtomicInteger(Integer.MAX_VALUE);
  private volatile Duration older = Duration.ZERO;
  private final AtomicInteger writes = new AtomicInteger();

  Machine(int port, Path cache) {
    store = S3Store.open(S3Server.config(port, cache), Map.of());
  }

  /// Takes all other holders of leases for dead.
  Machine patientNoMore() {
    older = Duration.ofSeconds(31);
    return this;
  }

  /// Reaches S3 for so many more changes, and then neither for changes nor for looks.
  Machine cutOffAfter(int changes) {
    writesLeft.set(changes);
    return this;
  }

  /// Changes that were made so far.
  int changes() {
    return writes.get();
  }

  ConditionalStore store() {
    return (ConditionalStore)
        Proxy.newProxyInstance(
            Machine.class.getClassLoader(),
            new Class<?>[] {ConditionalStore.class},
            (_, method, arguments) -> {
              if (WRITES.contains(method.getName())) {
                if (writesLeft.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
                  throw new IOException("cut off");
                }
                writes.incrementAndGet();
              } else if (writesLeft.get() == 0 && method.getExceptionTypes().length > 0) {
                throw new IOException("cut off");
              }
              try {
                Object answer = method.invoke(store, arguments);
                return method.getName().equals("read")
                    ? ((Optional<?>) answer).map(content -> aged((StoredContent) content))
                    : answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private StoredContent aged(StoredContent content) {
    return new StoredContent(content.bytes(), content.etag(), content.age().plus(older));
  }

  @Override
  public void close() {
    store.close();
  }
}
