package dev.prod2vec.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.lake.LocalSpark;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedFolderTest {
  private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path parent;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void filesAreWrittenListedReadAndDeleted(boolean mounted) throws Exception {
    SharedFolder folder = folder(mounted, "a folder");
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
    folder.delete();
    folder.delete();
    assertThat(folder.files()).isEmpty();
    assertThat(parent.resolve("a folder")).doesNotExist();
  }

  private SharedFolder folder(boolean mounted, String name) {
    MountedFolder folder = MountedFolder.of(parent.resolve(name));
    if (mounted) {
      return folder;
    }
    JavaSparkContext cluster = JavaSparkContext.fromSparkContext(LocalSpark.SESSION.sparkContext());
    cluster.hadoopConfiguration().set("fs.other.impl", Other.class.getName());
    return new HadoopFolder(
        "other://" + folder.folder(),
        cluster.broadcast(new SerializableConfiguration(cluster.hadoopConfiguration())));
  }

  /// A file system that only Hadoop knows.
  public static final class Other extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("other:///");
    }
  }
}
