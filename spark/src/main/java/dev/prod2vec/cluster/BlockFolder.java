package dev.prod2vec.cluster;

import dev.prod2vec.file.InputException;
import dev.prod2vec.file.Sha256;
import dev.prod2vec.shared.SharedFolder;
import java.io.IOException;
import java.io.Serializable;
import java.util.HexFormat;
import java.util.UUID;
import org.apache.hadoop.fs.ChecksumException;

/// A folder that the driver and all executors see. A file is written once, under a name of its own,
/// so that several attempts at a task do not meet.
record BlockFolder(SharedFolder place) implements Serializable {
  /// Writes a block's file.
  ///
  /// @param kind the name begins with it
  BlockFile write(String kind, int block, byte[] content) throws IOException {
    String name = "%s-%s-%s".formatted(kind, block, UUID.randomUUID());
    place.write(name, content);
    return new BlockFile(block, name, sha256(content));
  }

  /// The content of a block's file.
  ///
  /// @throws InputException if it is not what was written
  byte[] read(BlockFile file) throws IOException {
    byte[] content;
    try {
      content = place.read(file.name());
    } catch (ChecksumException _) {
      // The file system knows it, too.
      throw changed(file);
    }
    if (!sha256(content).equals(file.sha256())) {
      throw changed(file);
    }
    return content;
  }

  private InputException changed(BlockFile file) {
    return new InputException(
        "%s/%s: the file has changed since it was written\nhint: remove the folder, so that training starts anew"
            .formatted(place.uri(), file.name()));
  }

  static String sha256(byte[] content) {
    return HexFormat.of().formatHex(Sha256.digest().digest(content));
  }
}
