package dev.prod2vec.cluster;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/// A folder in one of Hadoop's file systems.
///
/// @param folder its address, such as `hdfs://...`
/// @param configuration of Hadoop; it is large, and each task would carry it
record HadoopPlace(String folder, Broadcast<SerializableConfiguration> configuration)
    implements BlockPlace {
  @Override
  public void write(String name, byte[] content) throws IOException {
    try (OutputStream out = files().create(new Path(folder, name), false)) {
      out.write(content);
    }
  }

  @Override
  public byte[] read(String name) throws IOException {
    Path path = new Path(folder, name);
    FileStatus status = files().getFileStatus(path);
    byte[] content = new byte[Math.toIntExact(status.getLen())];
    try (FSDataInputStream in = files().open(path)) {
      in.readFully(0, content);
    }
    return content;
  }

  @Override
  public List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    try {
      for (FileStatus status : files().listStatus(new Path(folder))) {
        names.add(status.getPath().getName());
      }
    } catch (FileNotFoundException _) {
      // Nothing is written yet.
    }
    names.sort(null);
    return names;
  }

  @Override
  public void delete(String name) throws IOException {
    files().delete(new Path(folder, name), false);
  }

  @Override
  public void delete() throws IOException {
    files().delete(new Path(folder), true);
  }

  private FileSystem files() throws IOException {
    return new Path(folder).getFileSystem(configuration.value().value());
  }
}
