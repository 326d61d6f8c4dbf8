package dev.prod2vec.study;

import dev.prod2vec.disk.WholeFile;
import dev.prod2vec.file.FileFaults;
import dev.prod2vec.file.InputException;
import dev.prod2vec.file.Json;
import dev.prod2vec.file.WriteGuard;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.tuning.Space;
import dev.prod2vec.tuning.Trial;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// `tuning-study.jsonl`: the key of a study, then a line for each trial that has ended. A line is
/// on disk before the next trial begins, so a kill loses only the running trials. A last line that
/// was cut off is dropped. One process at a time may write. Not safe to share between threads.
public final class StudyFile {
  /// Name of the file in a run directory.
  public static final String NAME = "tuning-study.jsonl";

  private static final String NO_LINE = ": is not a line of a study";

  private final Path file;
  private final WriteGuard guard;
  private final StudyKey studyKey;
  private final List<TrialRecord> trials;

  private StudyFile(Path file, WriteGuard guard, StudyKey studyKey, List<TrialRecord> trials) {
    this.file = file;
    this.guard = guard;
    this.studyKey = studyKey;
    this.trials = new ArrayList<>(trials);
  }

  /// Reads a study.
  ///
  /// @throws InputException if the file is missing or a line of it is broken
  public static StudyFile read(Path file) {
    return parse(file, WriteGuard.OPEN, Json.text(file));
  }

  /// Begins a study, or resumes it if the file exists.
  ///
  /// @param earlier trials of an earlier study to begin a new one with
  /// @param guard guards each change of the file
  /// @throws WrongUseException if the file has another study
  /// @throws InputException if the file is broken
  public static StudyFile open(
      Path file, StudyKey studyKey, List<TrialRecord> earlier, WriteGuard guard)
      throws IOException, InterruptedException {
    if (!Files.exists(file)) {
      create(file, studyKey, earlier, guard);
    }
    String text = Json.text(file);
    StudyFile study = parse(file, guard, text);
    studyKey.requireSame(study.studyKey, file.toString());
    int whole = text.lastIndexOf('\n') + 1;
    if (whole < text.length()) {
      FileFaults.file(
          file,
          () ->
              guard.change(() -> {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                  channel.truncate(
                      text.substring(0, whole).getBytes(StandardCharsets.UTF_8).length);
                }
              }));
    }
    return study;
  }

  /// Writes a finished study.
  public static void write(Path file, StudyKey studyKey, List<TrialRecord> trials)
      throws IOException, InterruptedException {
    create(file, studyKey, trials, WriteGuard.OPEN);
  }

  /// What identifies the study.
  public StudyKey studyKey() {
    return studyKey;
  }

  /// The trials that have ended, in the order of their ends.
  public List<TrialRecord> trials() {
    return List.copyOf(trials);
  }

  /// The trials that have ended, as the sampler sees them.
  ///
  /// @throws InputException if a trial is outside the space
  List<Trial> trials(Space space) {
    List<Trial> known = new ArrayList<>();
    for (TrialRecord trial : trials) {
      try {
        known.add(trial.trial(space));
      } catch (IllegalArgumentException e) {
        throw new InputException(
            "%s: trial %d is not of this study: %s".formatted(file, trial.trial(), e.getMessage()),
            e);
      }
    }
    return known;
  }

  /// Adds a trial; it is on disk when this returns.
  void append(TrialRecord trial) throws IOException, InterruptedException {
    String line = Json.line(trial) + "\n";
    FileFaults.file(file, () -> guard.change(() -> append(file, line)));
    trials.add(trial);
  }

  private static void create(
      Path file, StudyKey studyKey, List<TrialRecord> earlier, WriteGuard guard)
      throws IOException, InterruptedException {
    StringBuilder text = new StringBuilder(Json.line(studyKey)).append('\n');
    earlier.forEach(trial -> text.append(Json.line(trial)).append('\n'));
    FileFaults.file(
        file,
        () ->
            guard.change(() -> {
              WholeFile.deleteLeftovers(file);
              WholeFile.replace(file, text.toString());
            }));
  }

  private static void append(Path to, String text) throws IOException {
    try (FileChannel channel =
        FileChannel.open(to, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private static StudyFile parse(Path file, WriteGuard guard, String text) {
    List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    if (lines.isEmpty()) {
      throw new InputException(file + ": is not a study: it has no line");
    }
    StudyKey studyKey = Json.parse(lines.getFirst(), file + ":1" + NO_LINE, StudyKey.class);
    List<TrialRecord> trials = new ArrayList<>();
    Set<Integer> numbers = new HashSet<>();
    for (int line = 1; line < lines.size(); line++) {
      String place = file + ":" + (line + 1);
      TrialRecord trial = Json.parse(lines.get(line), place + NO_LINE, TrialRecord.class);
      if (!numbers.add(trial.trial())) {
        throw new InputException("%s: trial %d appears twice".formatted(place, trial.trial()));
      }
      trials.add(trial);
    }
    return new StudyFile(file, guard, studyKey, trials);
  }
}
