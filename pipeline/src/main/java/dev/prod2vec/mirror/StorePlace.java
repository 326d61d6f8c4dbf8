package dev.prod2vec.mirror;

import dev.prod2vec.config.Config;
import dev.prod2vec.lease.FolderHeartbeat;
import dev.prod2vec.lease.Lease;
import dev.prod2vec.lease.LeaseTiming;
import dev.prod2vec.lease.StoreHeartbeat;
import dev.prod2vec.lease.TermFolder;
import dev.prod2vec.run.Manifest;
import dev.prod2vec.run.RunAccess;
import dev.prod2vec.run.RunFiles;
import dev.prod2vec.run.RunPlace;
import dev.prod2vec.setting.ShellCommand;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.ConditionalStore;
import dev.prod2vec.store.Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A run in a store. It is worked on in a folder of the store's cache that mirrors it. The lease in
/// the store is the one that counts; another, in the folder, keeps two processes of this machine
/// apart.
public final class StorePlace implements RunPlace {
  private final ConditionalStore store;
  private final Location run;
  private final UnaryOperator<Config> localSettings;
  private final MirrorTiming timing;

  /// @param run its name is the run's id
  /// @param localSettings changes the config of a run that is opened, for example to the settings
  ///   with which this machine reaches the store
  public StorePlace(ConditionalStore store, Location run, UnaryOperator<Config> localSettings) {
    this(store, run, localSettings, MirrorTiming.DEFAULT);
  }

  StorePlace(
      ConditionalStore store,
      Location run,
      UnaryOperator<Config> localSettings,
      MirrorTiming timing) {
    this.store = store;
    this.run = run;
    this.localSettings = localSettings;
    this.timing = timing;
  }

  @Override
  public String id() {
    return run.name();
  }

  @Override
  public RunFiles files() {
    return new RunFiles(store.workFolder(run));
  }

  @Override
  public boolean isRun() {
    try {
      return store.head(run.resolve(Manifest.FILE)).isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Manifest manifest() throws IOException {
    return find()
        .orElseThrow(() ->
            new WrongUseException(
                "%s: is no run: it has no %s\nhint: %s"
                    .formatted(
                        run,
                        Manifest.FILE,
                        ShellCommand.prod2vec("runs", "--out", run.parent().toString()))));
  }

  /// The manifest as it is, not composed of the records anew; empty if no run is here.
  Optional<Manifest> find() throws IOException {
    Location location = run.resolve(Manifest.FILE);
    return store.read(location).map(object -> Manifest.parse(object.text(), location.toString()));
  }

  @Override
  public void requireBlank() throws IOException {
    boolean blank =
        store.list(run).stream()
            .map(object -> run.relativize(object.location()))
            .allMatch(name -> name.equals(Lease.FILE) || TermFolder.term(name).isPresent());
    if (!blank) {
      throw new WrongUseException(run + ": is not empty\nhint: name a new location");
    }
  }

  /// Whether a process works on the run.
  boolean isHeld() throws IOException {
    return Lease.isHeld(heartbeat());
  }

  @Override
  public RunAccess take() throws IOException {
    RunFiles files = files();
    Files.createDirectories(files.directory());
    Lease localLease =
        Lease.take(new FolderHeartbeat(files.directory(), LeaseTiming.FOLDER), "run");
    try {
      Lease storeLease = Lease.take(heartbeat(), "run");
      try {
        return MirrorAccess.pull(
            new LeasedObjects(store, run, storeLease), files, localLease, timing.unfinished());
      } catch (IOException | RuntimeException e) {
        storeLease.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      localLease.close();
      throw e;
    }
  }

  private StoreHeartbeat heartbeat() {
    return new StoreHeartbeat(store, run, timing.lease());
  }

  @Override
  public Config withLocalSettings(Config config) {
    return localSettings.apply(config);
  }

  @Override
  public String toString() {
    return run.toString();
  }
}
