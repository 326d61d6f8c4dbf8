package dev.prod2vec.store;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// A machine with a cache of its own that reaches a store, here a folder. It can be cut off, lose
/// answers, and take objects for older than they are.
public final class Machine {
  private static final Set<String> CHANGES = Set.of("write", "upload", "delete");

  private final FolderStore store;
  private final AtomicInteger changesLeft = new AtomicInteger(Integer.MAX_VALUE);
  private final AtomicInteger changes = new AtomicInteger();
  private volatile Duration older = Duration.ZERO;
  private volatile Answer answer = Answer.ARRIVES;

  /// What happens to the answer to the next change.
  public enum Answer {
    ARRIVES,
    /// The change is made, and the connection breaks.
    LOST,
    /// The change is made, the connection breaks, and the client tries again: the condition no
    /// longer holds.
    REFUSED_THE_SECOND_TIME
  }

  /// @param store the folder of the objects, which machines share
  public Machine(Path store, Path cache) {
    this.store = new FolderStore(store, cache);
  }

  /// Takes all other holders of leases for dead.
  public Machine patientNoMore() {
    older = Duration.ofSeconds(31);
    return this;
  }

  /// Reaches the store for so many more changes, and then neither for changes nor for looks.
  public Machine cutOffAfter(int more) {
    changesLeft.set(more);
    return this;
  }

  public void nextAnswer(Answer next) {
    answer = next;
  }

  /// Changes that were made so far.
  public int changes() {
    return changes.get();
  }

  public ConditionalStore store() {
    return (ConditionalStore)
        Proxy.newProxyInstance(
            Machine.class.getClassLoader(),
            new Class<?>[] {ConditionalStore.class},
            (_, method, arguments) -> {
              boolean change = CHANGES.contains(method.getName());
              if (change) {
                if (changesLeft.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
                  throw new IOException("cut off");
                }
                changes.incrementAndGet();
              } else if (changesLeft.get() == 0 && method.getExceptionTypes().length > 0) {
                throw new IOException("cut off");
              }
              try {
                Object result = method.invoke(store, arguments);
                return change ? answered(result) : aged(result);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private Object answered(Object result) throws IOException {
    Answer now = answer;
    answer = Answer.ARRIVES;
    return switch (now) {
      case ARRIVES -> result;
      case LOST -> throw new IOException("connection reset");
      case REFUSED_THE_SECOND_TIME -> Optional.empty();
    };
  }

  private Object aged(Object result) {
    return result instanceof Optional<?> optional
            && optional.isPresent()
            && optional.get() instanceof StoredContent content
        ? Optional.of(new StoredContent(content.bytes(), content.etag(), content.age().plus(older)))
        : result;
  }
}
