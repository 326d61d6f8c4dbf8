package dev.prod2vec.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Prints a command's result, and distinguishes a reader that has read enough, such as `head`, from
/// a full disk.
final class Results extends PrintWriter {
  /// The exit code if the reader went away: the one that a shell reports for a command that the
  /// signal SIGPIPE ended.
  static final int READER_IS_GONE = 141;

  private final Watched stream;

  Results(OutputStream stream) {
    this(new Watched(stream));
  }

  private Results(Watched stream) {
    super(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
    this.stream = stream;
  }

  /// Whether a write failed since nobody reads the output.
  boolean readerIsGone() {
    return stream.failure != null
        && String.valueOf(stream.failure.getMessage()).contains("Broken pipe");
  }

  /// Keeps the failure that a [PrintWriter] swallows.
  private static final class Watched extends FilterOutputStream {
    private @Nullable IOException failure;

    Watched(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }
  }
}
