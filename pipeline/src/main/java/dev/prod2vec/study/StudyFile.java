package dev.prod2vec.study;

import dev.prod2vec.ingest.Fence;
import dev.prod2vec.ingest.InputException;
import dev.prod2vec.ingest.Json;
import dev.prod2vec.ingest.Writing;
import dev.prod2vec.setting.SettingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;

/// `tuning-study.jsonl`: the head of a study, then a line per trial that has ended. A line is on
/// disk before the next trial is asked for, so a kill loses no trial but those that run; a last
/// line that was cut off by it is left out. One process at a time may write. Not safe to share
/// between threads.
public final class StudyFile {
  /// Name of the file in a run directory.
  public static final String NAME = "tuning-study.jsonl";

  private final Path file;
  private final Fence fence;
  private final StudyHead head;
  private final List<TrialRecord> trials;

  private StudyFile(Path file, Fence fence, StudyHead head, List<TrialRecord> trials) {
    this.file = file;
    this.fence = fence;
    this.head = head;
    this.trials = new ArrayList<>(trials);
  }

  /// Reads a study.
  ///
  /// @throws InputException if the file is missing or a line of it is broken
  public static StudyFile read(Path file) {
    return parse(file, Fence.OPEN, text(file));
  }

  /// Begins a study, or goes on with it if it is there.
  ///
  /// @param earlier trials of an earlier study, which a new one begins with
  /// @param fence what each change of the file is made behind
  /// @throws SettingException if the study that is there is another one
  /// @throws InputException if it is broken
  public static StudyFile open(Path file, StudyHead head, List<TrialRecord> earlier, Fence fence)
      throws IOException, InterruptedException {
    if (!Files.exists(file)) {
      create(file, head, earlier, fence);
    }
    String text = text(file);
    StudyFile study = parse(file, fence, text);
    head.requireSame(study.head, file.toString());
    int whole = text.lastIndexOf('\n') + 1;
    if (whole < text.length()) {
      Writing.file(
          file,
          () ->
              fence.change(() -> {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                  channel.truncate(
                      text.substring(0, whole).getBytes(StandardCharsets.UTF_8).length);
                }
              }));
    }
    return study;
  }

  /// Writes a study that is over.
  public static void write(Path file, StudyHead head, List<TrialRecord> trials)
      throws IOException, InterruptedException {
    create(file, head, trials, Fence.OPEN);
  }

  /// What the study is known by.
  public StudyHead head() {
    return head;
  }

  /// The trials that have ended, in that order.
  public List<TrialRecord> trials() {
    return List.copyOf(trials);
  }

  /// Adds a trial; it is on disk when this returns.
  void append(TrialRecord trial) throws IOException, InterruptedException {
    String line = Json.line(trial) + "\n";
    Writing.file(file, () -> fence.change(() -> write(file, line, StandardOpenOption.APPEND)));
    trials.add(trial);
  }

  private static void create(Path file, StudyHead head, List<TrialRecord> earlier, Fence fence)
      throws IOException, InterruptedException {
    StringBuilder text = new StringBuilder(Json.line(head)).append('\n');
    earlier.forEach(trial -> text.append(Json.line(trial)).append('\n'));
    Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
    Writing.file(
        file,
        () ->
            fence.change(() -> {
              Files.deleteIfExists(temporary);
              write(temporary, text.toString(), StandardOpenOption.CREATE_NEW);
              Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            }));
  }

  private static void write(Path to, String text, StandardOpenOption how) throws IOException {
    try (FileChannel channel = FileChannel.open(to, StandardOpenOption.WRITE, how)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new InputException(file + ": no such file", e);
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static StudyFile parse(Path file, Fence fence, String text) {
    List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    if (lines.isEmpty()) {
      throw new InputException(file + ": is no study: it has no line");
    }
    StudyHead head = parse(file, 1, lines.getFirst(), StudyHead.class);
    List<TrialRecord> trials = new ArrayList<>();
    for (int line = 1; line < lines.size(); line++) {
      trials.add(parse(file, line + 1, lines.get(line), TrialRecord.class));
    }
    return new StudyFile(file, fence, head, trials);
  }

  private static <T> T parse(Path file, int line, String text, Class<T> type) {
    try {
      return Json.MAPPER.readValue(text, type);
    } catch (JacksonException e) {
      throw new InputException(
          "%s:%d: is no line of a study: %s".formatted(file, line, e.getOriginalMessage()), e);
    }
  }
}
