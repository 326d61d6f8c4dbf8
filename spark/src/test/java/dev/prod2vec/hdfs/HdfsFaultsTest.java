package dev.prod2vec.hdfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.Condition;
import dev.prod2vec.store.Location;
import dev.prod2vec.store.ObjectCache;
import dev.prod2vec.store.StoreException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.PrivilegedExceptionAction;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.SafeModeAction;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What HDFS refuses or cannot do is said in one message with the location and what to do.
@Timeout(120)
class HdfsFaultsTest {
  private static final Condition ALWAYS = new Condition.Always();

  private final Location parent =
      new Location("hdfs", HdfsServer.shared().authority(), "faults/" + UUID.randomUUID());
  private final Location file = parent.resolve("file");
  private final org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path("/" + parent.path());
  private HdfsStore store = store(new Configuration());

  private HdfsStore store(Configuration configuration) {
    configuration.setInt("ipc.client.connect.max.retries", 1);
    configuration.setInt("ipc.client.connect.retry.interval", 1);
    return new HdfsStore(configuration, new ObjectCache(Path.of("unset"), ""));
  }

  @BeforeEach
  void open() {
    store = store(new Configuration());
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static DistributedFileSystem raw() throws IOException {
    return HdfsServer.shared().cluster().getFileSystem();
  }

  @Test
  void whoMayNotIsToldWhoCanLetThem() throws Exception {
    store.write(file, new byte[1], ALWAYS);
    raw().setPermission(path, new FsPermission("700"));
    UserGroupInformation guest = UserGroupInformation.createRemoteUser("guest");
    guest.doAs(
        (PrivilegedExceptionAction<Void>)
            () -> {
              try (HdfsStore theirs = store(new Configuration())) {
                assertThatExceptionOfType(WrongUseException.class)
                    .isThrownBy(() -> theirs.read(file))
                    .withMessageStartingWith(
                        file + ": may not be read: Permission denied: user=guest")
                    .withMessageContaining("hint: let its owner or an administrator");
                assertThatExceptionOfType(WrongUseException.class)
                    .isThrownBy(() -> theirs.write(file, new byte[1], ALWAYS))
                    .withMessageStartingWith(file + ": may not be written: ");
              }
              return null;
            });
    raw().setPermission(path, new FsPermission("755"));
    guest.doAs(
        (PrivilegedExceptionAction<Void>)
            () -> {
              try (HdfsStore theirs = store(new Configuration())) {
                // Its age too, though nothing can be written there.
                assertThat(theirs.read(file)).isPresent();
              }
              return null;
            });
  }

  @Test
  void safeModeAndQuotasAreNamed() throws Exception {
    store.write(file, new byte[1], ALWAYS);
    raw().setSafeMode(SafeModeAction.ENTER);
    try {
      assertThat(store.read(file)).isPresent();
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> store.write(file, new byte[1], ALWAYS))
          .withMessageStartingWith(file + ": cannot be written: HDFS is in safe mode")
          .withMessageContaining("hint: wait until it has ended");
    } finally {
      raw().setSafeMode(SafeModeAction.LEAVE);
    }
    raw().setQuota(path, 2, HdfsConstants.QUOTA_DONT_SET);
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> store.write(file, new byte[1], ALWAYS))
        .withMessageStartingWith(file + ": cannot be written, no space is left: ")
        .withMessageContaining("hint: delete files, or let an administrator raise the quota")
        .satisfies(e -> assertThat(String.valueOf(e.getMessage()).lines()).hasSize(2));
    raw().setQuota(path, HdfsConstants.QUOTA_RESET, 1);
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> store.write(file, new byte[1], ALWAYS))
        .withMessageStartingWith(file + ": cannot be written, no space is left: ");
  }

  @Test
  void aServerThatIsNotThereIsNamed() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Location none = new Location("hdfs", "127.0.0.1:" + port, "runs/r1/file");
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> store.head(none))
        .withMessageStartingWith(none + ": cannot be read: Connection refused")
        .withMessageContaining("hint: try again");
    Location nowhere = new Location("hdfs", "no-such-host.invalid:8020", "runs");
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> store.list(nowhere))
        .withMessageStartingWith(
            nowhere + ": cannot be listed: no such host: no-such-host.invalid");
  }

  @Test
  void whatIsNotThereIsEmptyOrNamed() throws Exception {
    assertThat(store.head(file)).isEmpty();
    assertThat(store.read(file)).isEmpty();
    store.delete(file);
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> store.fetch(List.of(file)))
        .withMessage(file + ": no such file\nhint: correct the path");
    store.write(file, new byte[1], ALWAYS);
    Location below = file.resolve("below");
    assertThat(store.read(below)).isEmpty();
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> store.write(below, new byte[1], ALWAYS))
        .withMessageStartingWith(below + ": cannot be written: a part of its path is a file");
  }
}
