package dev.prod2vec.hdfs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;

/// HDFS in this process: a NameNode and a DataNode that listen on the loopback interface.
///
/// As a program, for `acceptance/`: makes them in the folder that it is given, prints the addresses
/// of HDFS and WebHDFS, and ends when its standard input does. So it uses no class of prod2vec.
public final class HdfsServer implements AutoCloseable {
  private final MiniDFSCluster cluster;

  private HdfsServer(MiniDFSCluster cluster) {
    this.cluster = cluster;
  }

  /// The one that all tests of this process share.
  private static final class Shared {
    static final HdfsServer SERVER = start();

    private static HdfsServer start() {
      try {
        HdfsServer server = HdfsServer.start(Files.createTempDirectory("hdfs"));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  public static HdfsServer shared() {
    return Shared.SERVER;
  }

  static HdfsServer start(Path folder) throws IOException {
    Configuration configuration = new Configuration();
    configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.toString());
    configuration.set("dfs.namenode.http-address", "127.0.0.1:0");
    configuration.set("dfs.datanode.address", "127.0.0.1:0");
    configuration.set("dfs.datanode.http.address", "127.0.0.1:0");
    configuration.set("dfs.datanode.ipc.address", "127.0.0.1:0");
    // Nothing here must outlive a power cut.
    configuration.setBoolean("dfs.namenode.edits.noeditlogchannelflush", true);
    return new HdfsServer(
        new MiniDFSCluster.Builder(configuration)
            .numDataNodes(1)
            .checkDataNodeAddrConfig(true)
            .build());
  }

  /// How the server is reached: the authority of its locations.
  public String authority() {
    return "127.0.0.1:" + cluster.getNameNodePort();
  }

  MiniDFSCluster cluster() {
    return cluster;
  }

  @Override
  public void close() {
    cluster.shutdown(true);
  }

  /// Serves until nobody wants it.
  ///
  /// @param arguments the folder
  @SuppressWarnings("SystemExitOutsideMain")
  public static void main(String[] arguments) throws IOException {
    try (HdfsServer server = start(Path.of(arguments[0]))) {
      System.out.println(
          "hdfs://%s http://127.0.0.1:%s"
              .formatted(
                  server.authority(), server.cluster.getNameNode().getHttpAddress().getPort()));
      while (System.in.read() >= 0) {
        // Somebody still wants it.
      }
    }
    System.exit(0);
  }
}
