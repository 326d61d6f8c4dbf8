package dev.prod2vec.shared;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/// A folder in one of Hadoop's file systems.
///
/// @param uri its address, such as `hdfs://...`
/// @param configuration of Hadoop; it is large, and each task would carry it
record HadoopFolder(String uri, Broadcast<SerializableConfiguration> configuration)
    implements SharedFolder {
  /// Tells the client of S3 not to ask, before it writes, what is there.
  private static final String NO_QUESTIONS = "fs.s3a.create.performance";

  @Override
  public SharedFolder folder(String name) {
    return new HadoopFolder(uri + "/" + name, configuration);
  }

  @Override
  public void write(String name, byte[] content) throws IOException {
    try (OutputStream out = create(name)) {
      out.write(content);
    }
  }

  private OutputStream create(String name) throws IOException {
    FSDataOutputStreamBuilder<?, ?> file = system().createFile(path(name));
    var _ = file.recursive();
    var _ = file.overwrite(true);
    var _ = file.opt(NO_QUESTIONS, true);
    return file.build();
  }

  @Override
  public byte[] read(String name) throws IOException {
    FileStatus status = system().getFileStatus(path(name));
    byte[] content = new byte[Math.toIntExact(status.getLen())];
    try (FSDataInputStream in = system().open(path(name))) {
      in.readFully(0, content);
    }
    return content;
  }

  /// A store shows an object once all of it has arrived; of other file systems, a name is written
  /// by one task alone.
  @Override
  public void put(java.nio.file.Path file, String name) throws IOException {
    try (OutputStream out = create(name)) {
      Files.copy(file, out);
    }
  }

  @Override
  public void get(String name, java.nio.file.Path file) throws IOException {
    try (InputStream in = system().open(path(name))) {
      Files.copy(in, file);
    }
  }

  @Override
  public SortedMap<String, Long> files() throws IOException {
    SortedMap<String, Long> files = new TreeMap<>();
    try {
      for (FileStatus status : system().listStatus(new Path(uri))) {
        if (status.isFile()) {
          files.put(status.getPath().getName(), status.getLen());
        }
      }
    } catch (FileNotFoundException _) {
      // Nothing is written yet.
    }
    return files;
  }

  @Override
  public java.nio.file.Path fetch(java.nio.file.Path work) throws IOException {
    java.nio.file.Path folder = Files.createTempDirectory(work, "fetched-");
    for (String name : files().keySet()) {
      get(name, folder.resolve(name));
    }
    return folder;
  }

  @Override
  public void delete(String name) throws IOException {
    system().delete(path(name), false);
  }

  @Override
  public void delete() throws IOException {
    system().delete(new Path(uri), true);
  }

  private Path path(String name) {
    return new Path(uri, name);
  }

  private FileSystem system() throws IOException {
    return new Path(uri).getFileSystem(configuration.value().value());
  }
}
