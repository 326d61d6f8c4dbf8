package dev.prod2vec.cluster;

import dev.prod2vec.file.InputException;
import dev.prod2vec.file.Json;
import dev.prod2vec.shared.SharedFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.hadoop.fs.ChecksumException;
import org.jspecify.annotations.Nullable;

/// What a training leaves after each round, so that another driver can resume it: blocks, and a
/// file written after them that names them. The newest two rounds are kept.
final class RoundFiles {
  private static final String DONE = "done-";
  private static final int KEPT = 2;

  private final SharedFolder place;
  private final String training;
  private final List<RoundState> kept = new ArrayList<>();
  private FutureTask<@Nullable Void> saving = new FutureTask<>(() -> null);

  /// @param training see [RoundState]
  RoundFiles(SharedFolder place, String training) {
    this.place = place;
    this.training = training;
    saving.run();
  }

  /// The state after the last round that is whole. Empty if there is none of this training.
  Optional<RoundState> newest() throws IOException {
    List<String> names = List.copyOf(place.files().keySet());
    for (String name : names.reversed()) {
      if (name.startsWith(DONE)) {
        Optional<RoundState> state = state(name);
        if (state.isPresent() && names.containsAll(state.get().names())) {
          kept.add(state.get());
          return state;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<RoundState> state(String name) throws IOException {
    String text;
    try {
      text = new String(place.read(name), StandardCharsets.UTF_8);
    } catch (ChecksumException _) {
      return Optional.empty();
    }
    int line = text.indexOf('\n');
    String json = text.substring(line + 1);
    if (line < 0 || !BlockFolder.sha256(bytes(json)).equals(text.substring(0, line))) {
      // Its writer was killed.
      return Optional.empty();
    }
    try {
      RoundState state = Json.parse(json, name, RoundState.class);
      return state.training().equals(training) ? Optional.of(state) : Optional.empty();
    } catch (InputException _) {
      // Another version wrote it.
      return Optional.empty();
    }
  }

  /// Saves a state while the caller does other things. At most one is on its way: a call waits for
  /// the one before.
  ///
  /// @throws IOException if the one before could not be saved
  void save(RoundState state) throws IOException, InterruptedException {
    await();
    saving =
        new FutureTask<>(() -> {
          write(state);
          return null;
        });
    Thread.startVirtualThread(saving);
  }

  /// Waits until all states are saved.
  ///
  /// @throws IOException if the last one could not be saved
  void await() throws IOException, InterruptedException {
    try {
      saving.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException thrown -> throw thrown;
        case RuntimeException thrown -> throw thrown;
        case Error thrown -> throw thrown;
        case null, default -> throw new AssertionError(e);
      }
    }
  }

  /// Names the files of a state, and deletes what only older states need.
  private void write(RoundState state) throws IOException {
    String name =
        String.format(
            Locale.ROOT,
            "%s%06d-%06d-%06d",
            DONE,
            state.epoch(),
            state.round(),
            state.epochs().size());
    String json = Json.line(state);
    place.write(name, bytes(BlockFolder.sha256(bytes(json)) + "\n" + json));
    kept.add(state);
    if (kept.size() > KEPT) {
      kept.removeFirst();
    }
    Set<String> needed = new HashSet<>();
    kept.forEach(one -> needed.addAll(one.names()));
    List<String> names = List.copyOf(place.files().keySet());
    List<String> done = names.stream().filter(n -> n.startsWith(DONE)).toList();
    needed.addAll(done.subList(Math.max(0, done.size() - KEPT), done.size()));
    place.delete(names.stream().filter(old -> !needed.contains(old)).toList());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
