package dev.prod2vec.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.prod2vec.file.InputException;
import dev.prod2vec.lake.LocalSpark;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockFolderTest {
  private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path parent;

  @ParameterizedTest
  @ValueSource(strings = {"file", "other"})
  void whatIsWrittenOnceIsRead(String scheme) throws Exception {
    Path place = parent.resolve("rounds");
    BlockFolder folder = folder(scheme, place);
    assertThat(folder.place().names()).isEmpty();
    BlockFile file = folder.write("block", 3, CONTENT);
    assertThat(file.name()).startsWith("block-3-");
    assertThat(folder.read(file)).isEqualTo(CONTENT);
    folder.place().write("done", CONTENT);
    assertThat(folder.place().names()).containsExactly(file.name(), "done");
    assertThatThrownBy(() -> folder.place().write("done", CONTENT))
        .isInstanceOfAny(
            FileAlreadyExistsException.class,
            org.apache.hadoop.fs.FileAlreadyExistsException.class);
    Files.writeString(place.resolve(file.name()), "another");
    assertThatThrownBy(() -> folder.read(file))
        .isExactlyInstanceOf(InputException.class)
        .hasMessageContaining("rounds/" + file.name() + ": the file has changed since")
        .hasMessageContaining("hint: remove the folder");
    folder.place().delete("done");
    folder.place().delete("done");
    assertThat(folder.place().names()).containsExactly(file.name());
    folder.place().delete();
    folder.place().delete();
    assertThat(place).doesNotExist();
  }

  private static BlockFolder folder(String scheme, Path place) {
    JavaSparkContext cluster = JavaSparkContext.fromSparkContext(LocalSpark.SESSION.sparkContext());
    cluster.hadoopConfiguration().set("fs.other.impl", Other.class.getName());
    return BlockFolder.of(scheme + "://" + place, cluster);
  }

  /// A file system that only Hadoop knows.
  public static final class Other extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("other:///");
    }
  }
}
