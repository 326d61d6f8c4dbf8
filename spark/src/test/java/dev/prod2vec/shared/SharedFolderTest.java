package dev.prod2vec.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.hdfs.HdfsServer;
import dev.prod2vec.lake.LocalSpark;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SharedFolderTest {
  private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path parent;

  enum Kind {
    MOUNTED,
    OF_ANOTHER_CLIENT,
    HDFS
  }

  @ParameterizedTest
  @EnumSource
  void filesAreWrittenListedReadAndDeleted(Kind kind) throws Exception {
    SharedFolder folder = folder(kind, "a folder");
    assertThat(folder.files()).isEmpty();
    folder.write("b", new byte[0]);
    folder.write("b", CONTENT);
    folder.folder("inner").write("c", CONTENT);
    Path file = Files.write(parent.resolve("file"), CONTENT);
    folder.put(file, "a");
    folder.put(Files.write(file, new byte[2]), "a");
    folder.put(file, "c");
    assertThat(folder.files()).hasToString("{a=7, b=7, c=2}");
    assertThat(folder.read("a")).isEqualTo(CONTENT);
    Path copy = parent.resolve("copy");
    folder.get("a", copy);
    assertThat(copy).hasBinaryContent(CONTENT);
    Path fetched = folder.fetch(List.of("a", "c"), parent);
    assertThat(fetched.resolve("a")).hasBinaryContent(CONTENT);
    assertThat(fetched.resolve("c")).hasBinaryContent(new byte[2]);
    folder.delete("a");
    folder.delete("a");
    assertThat(folder.files()).hasToString("{b=7, c=2}");
    folder.delete(List.of());
    folder.delete(List.of("c", "d"));
    assertThat(folder.files()).hasToString("{b=7}");
    folder.delete();
    folder.delete();
    assertThat(folder.files()).isEmpty();
    assertThat(parent.resolve("a folder")).doesNotExist();
  }

  private SharedFolder folder(Kind kind, String name) {
    MountedFolder folder = MountedFolder.of(parent.resolve(name));
    return switch (kind) {
      case MOUNTED -> folder;
      case OF_ANOTHER_CLIENT -> hadoop("other://" + folder.folder());
      case HDFS -> hadoop("hdfs://" + HdfsServer.shared().authority() + folder.folder());
    };
  }

  private static HadoopFolder hadoop(String uri) {
    JavaSparkContext cluster = JavaSparkContext.fromSparkContext(LocalSpark.SESSION.sparkContext());
    cluster.hadoopConfiguration().set("fs.other.impl", Other.class.getName());
    return new HadoopFolder(
        uri, cluster.broadcast(new SerializableConfiguration(cluster.hadoopConfiguration())));
  }

  @Test
  void inHdfsAReaderSeesNoPartOfAFile() throws Exception {
    SharedFolder folder = folder(Kind.HDFS, "whole");
    Path pipe = parent.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              try {
                folder.put(pipe, "whole");
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    try (OutputStream content = Files.newOutputStream(pipe)) {
      content.write(CONTENT);
      while (folder.files().isEmpty()) {
        Thread.sleep(5);
      }
      assertThat(folder.files()).doesNotContainKey("whole");
    }
    writer.join();
    assertThat(folder.files()).hasToString("{whole=7}");
  }

  /// A file system that only Hadoop knows.
  public static final class Other extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("other:///");
    }
  }
}
