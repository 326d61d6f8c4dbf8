package dev.prod2vec.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.file.InputException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelArchiveTest {
  private static final Set<String> NAMES = Set.of("model.safetensors", "training.jsonl");

  @TempDir private Path folder;
  private Path archive = Path.of("unset");
  private Path target = Path.of("unset");

  private interface Filling {
    void fill(TarArchiveOutputStream tar) throws IOException;
  }

  @BeforeEach
  void nameFiles() throws IOException {
    archive = folder.resolve("model.tar.gz");
    target = Files.createDirectories(folder.resolve("target"));
  }

  @Test
  void filesComeOutAsTheyWentInAlsoBelowADot() throws IOException {
    pack(tar -> {
      tar.putArchiveEntry(new TarArchiveEntry("./"));
      tar.closeArchiveEntry();
      file(tar, "./model.safetensors", "model");
      file(tar, "training.jsonl", "log");
    });
    assertThat(ModelArchive.unpack(archive, target, NAMES, 8)).isEqualTo(NAMES);
    assertThat(target.resolve("model.safetensors")).hasContent("model");
    assertThat(target.resolve("training.jsonl")).hasContent("log");
  }

  @Test
  void namesThatLeadElsewhereAreRefused() throws IOException {
    for (String name :
        new String[] {
          "../model.safetensors", "a/../../model.safetensors", "..", "a\\..\\..\\model.safetensors"
        }) {
      pack(tar -> file(tar, name, "x"));
      assertRefused("leads out of its folder");
    }
    pack(tar -> raw(tar, "/etc/passwd", TarConstants.LF_NORMAL, ""));
    assertRefused("has an absolute name");
    pack(tar -> raw(tar, "C:/windows", TarConstants.LF_NORMAL, ""));
    assertRefused("has an absolute name");
    assertThat(folder.resolve("model.safetensors")).doesNotExist();
  }

  @Test
  void linksAndDevicesAreRefused() throws IOException {
    pack(tar -> raw(tar, "model.safetensors", TarConstants.LF_SYMLINK, "/etc/passwd"));
    assertRefused("is a link");
    pack(tar -> raw(tar, "model.safetensors", TarConstants.LF_LINK, "training.jsonl"));
    assertRefused("is a link");
    pack(tar -> raw(tar, "model.safetensors", TarConstants.LF_FIFO, ""));
    assertRefused("is no plain file");
    pack(tar -> raw(tar, "model.safetensors", TarConstants.LF_CHR, ""));
    assertRefused("is no plain file");
  }

  @Test
  void whatWasNotAskedForIsRefusedAndWhatCameBeforeItIsRemoved() throws IOException {
    pack(tar -> {
      file(tar, "model.safetensors", "model");
      file(tar, "run.sh", "rm -rf /");
    });
    assertRefused("\"run.sh\" is none of model.safetensors, training.jsonl");
    pack(tar -> {
      file(tar, "model.safetensors", "one");
      file(tar, "model.safetensors", "two");
    });
    assertRefused("is twice in the archive");
  }

  @Test
  void moreBytesThanThereCanBeAreRefused() throws IOException {
    pack(tar -> {
      file(tar, "training.jsonl", "x".repeat(60));
      file(tar, "model.safetensors", "\0".repeat(1 << 20));
    });
    assertThat(Files.size(archive)).isLessThan(5_000);
    assertRefused("is larger than such a file can be");
  }

  @Test
  void anArchiveThatIsCutOffOrNoneIsBroken() throws IOException {
    pack(tar -> {
      file(tar, "model.safetensors", "model".repeat(5_000));
      file(tar, "training.jsonl", "log");
    });
    byte[] whole = Files.readAllBytes(archive);
    for (int length : new int[] {0, 1, 5, 12, whole.length / 2, whole.length - 30}) {
      Files.write(archive, Arrays.copyOf(whole, length));
      assertRefused("is a broken archive");
    }
    byte[] flipped = whole.clone();
    flipped[whole.length - 6] ^= 1;
    Files.write(archive, flipped);
    assertRefused("is a broken archive");
    Files.writeString(archive, "no archive at all, but long enough to be looked at".repeat(50));
    assertRefused("is a broken archive");
  }

  private void assertRefused(String why) throws IOException {
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> ModelArchive.unpack(archive, target, NAMES, 100_000))
        .withMessageContaining(archive.toString())
        .withMessageContaining(why);
    assertThat(target).isEmptyDirectory();
  }

  private void pack(Filling filling) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(archive));
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      filling.fill(tar);
    }
  }

  private static void file(TarArchiveOutputStream tar, String name, String content)
      throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setSize(bytes.length);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  private static void raw(TarArchiveOutputStream tar, String name, byte type, String link)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
    entry.setLinkName(link);
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }
}
