package dev.prod2vec.hdfs;

import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.Location;
import dev.prod2vec.store.StoreException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import javax.security.sasl.SaslException;
import org.apache.hadoop.fs.ClusterStorageCapacityExceededException;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.PathIsNotEmptyDirectoryException;
import org.apache.hadoop.hdfs.server.namenode.SafeModeException;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.security.KerberosAuthException;

/// Explains errors of HDFS and says what to do.
final class HdfsFaults {
  private HdfsFaults() {}

  /// The exception for a request that was refused or failed.
  ///
  /// @return if the request was right, and HDFS or the disk of this machine failed
  /// @throws WrongUseException if HDFS refused the request
  static IOException of(Exception thrown, Location location, Action action) {
    Exception e =
        thrown instanceof RemoteException remote ? remote.unwrapRemoteException() : thrown;
    return switch (e) {
      case SocketTimeoutException late -> failed(late, location, action);
      case InterruptedIOException _ -> new ClosedByInterruptException();
      case ClosedByInterruptException interrupted -> interrupted;
      case FileSystemException local -> local;
      case StoreException known -> known;
      case AccessControlException denied when isLogin(denied) ->
          throw login(denied, location, action);
      case AccessControlException denied ->
          throw refused(
              location,
              "may not be %s: %s".formatted(action.participle(), firstLine(denied)),
              "let its owner or an administrator give the permission (hdfs dfs -chmod, -chown or -setfacl)",
              denied);
      case SaslException unknown -> throw login(unknown, location, action);
      case KerberosAuthException unknown -> throw login(unknown, location, action);
      case FileNotFoundException missing ->
          throw refused(location, "no such file", "correct the path", missing);
      case PathIsNotEmptyDirectoryException folder ->
          throw refused(
              location,
              "cannot be %s: a folder with files is there".formatted(action.participle()),
              "name another path",
              folder);
      case ParentNotDirectoryException file ->
          throw refused(
              location,
              "cannot be %s: a part of its path is a file".formatted(action.participle()),
              "name another path",
              file);
      case ClusterStorageCapacityExceededException full ->
          new StoreException(
              "%s: cannot be %s, no space is left: %s\nhint: delete files, or let an administrator raise the quota (hdfs dfsadmin -setSpaceQuota or -setQuota); run --resume continues after the last finished task"
                  .formatted(location, action.participle(), firstLine(full)),
              full);
      case SafeModeException safe ->
          new StoreException(
              "%s: cannot be %s: HDFS is in safe mode, in which nothing changes\nhint: wait until it has ended (hdfs dfsadmin -safemode wait); run --resume continues after the last finished task"
                  .formatted(location, action.participle()),
              safe);
      case IllegalArgumentException wrong when !(root(wrong) instanceof UnknownHostException) ->
          throw refused(
              location,
              "cannot be %s: %s".formatted(action.participle(), firstLine(wrong)),
              "name another path",
              wrong);
      default -> failed(e, location, action);
    };
  }

  private static StoreException failed(Exception e, Location location, Action action) {
    Throwable root = root(e);
    String why = root instanceof UnknownHostException ? "no such host: " : "";
    return new StoreException(
        "%s: cannot be %s: %s%s\nhint: try again; run --resume continues after the last finished task"
            .formatted(location, action.participle(), why, firstLine(root)),
        e);
  }

  private static boolean isLogin(AccessControlException denied) {
    String message = String.valueOf(denied.getMessage());
    return message.contains("authentication is not enabled")
        || message.contains("Client cannot authenticate");
  }

  private static WrongUseException login(Exception e, Location location, Action action) {
    return refused(
        location,
        "cannot be %s: HDFS does not know who asks: %s"
            .formatted(action.participle(), firstLine(root(e))),
        "log in with kinit, or give spark-submit a principal and a keytab",
        e);
  }

  private static WrongUseException refused(
      Location location, String what, String hint, Throwable cause) {
    WrongUseException refused =
        new WrongUseException("%s: %s\nhint: %s".formatted(location, what, hint));
    refused.initCause(cause);
    return refused;
  }

  private static Throwable root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  /// Traces of the server may follow.
  private static String firstLine(Throwable e) {
    return e.getMessage() == null
        ? e.getClass().getSimpleName()
        : e.getMessage().lines().findFirst().orElse("");
  }
}
