package dev.prod2vec.hdfs;

import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.shared.HadoopFiles;
import dev.prod2vec.store.CacheFolder;
import dev.prod2vec.store.Location;
import dev.prod2vec.store.ObjectCache;
import dev.prod2vec.store.Store;
import dev.prod2vec.store.StoreProvider;
import dev.prod2vec.store.StoreProvider.NoSettings;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;

/// Registers HDFS, in the jar for Spark. Settings are Hadoop's: its files on the class path, and
/// Spark's settings that begin with `spark.hadoop`.
public final class HdfsProvider implements StoreProvider<NoSettings> {
  private static final String EXAMPLE = "hdfs://host:8020/path";

  /// A host with or without a port, or the name of a group of NameNodes.
  private static final Pattern AUTHORITY =
      Pattern.compile(
          "([A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");

  /// Hadoop's own values suit large files. It tries 45 times, 20 s each, to reach a host that does
  /// not answer; and it waits 400 ms, then twice as long up to 5 times, until a file that was
  /// closed has arrived.
  private static final Map<String, String> HADOOP =
      Map.of(
          "ipc.client.connect.max.retries.on.timeouts", "3",
          "dfs.client.block.write.locateFollowingBlock.initial.delay.ms", "10",
          "dfs.client.block.write.locateFollowingBlock.retries", "11");

  @Override
  public String scheme() {
    return "hdfs";
  }

  @Override
  public String example() {
    return EXAMPLE;
  }

  @Override
  public void check(Location location) {
    if (!AUTHORITY.matcher(location.authority()).matches()) {
      throw new WrongUseException(
          "%s: \"%s\" is no address of a NameNode; %s expected"
              .formatted(location, location.authority(), EXAMPLE));
    }
    for (String name : location.path().split("/", -1)) {
      if (name.contains(":") || name.equals(".") || name.equals("..")) {
        throw new WrongUseException(
            "%s: \"%s\" can be no name in HDFS\nhint: name another path".formatted(location, name));
      }
    }
  }

  @Override
  public NoSettings defaults() {
    return new NoSettings();
  }

  @Override
  public Map<String, String> hadoop(NoSettings settings) {
    return HADOOP;
  }

  @Override
  public Store open(NoSettings settings, Map<String, String> environment) {
    Configuration configuration = SparkHadoopUtil.get().newConfiguration(new SparkConf());
    HadoopFiles.prefer(configuration, hadoop(settings));
    return new HdfsStore(configuration, new ObjectCache(CacheFolder.of(environment), ""));
  }
}
