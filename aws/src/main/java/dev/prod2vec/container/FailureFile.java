package dev.prod2vec.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The file in which SageMaker looks for the reason of a failure; it shows the first 1,024
/// characters.
final class FailureFile {
  private static final int SHOWN = 1024;
  private static final String CUT = " ...";

  private FailureFile() {}

  /// Writes the message.
  static void write(Path file, String message) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, head(message));
  }

  /// The message, shortened at the end of a word if it is too long.
  private static String head(String message) {
    if (message.length() <= SHOWN) {
      return message;
    }
    String head = message.substring(0, SHOWN - CUT.length());
    int space = head.lastIndexOf(' ');
    return (space > SHOWN / 2 ? head.substring(0, space) : head) + CUT;
  }
}
