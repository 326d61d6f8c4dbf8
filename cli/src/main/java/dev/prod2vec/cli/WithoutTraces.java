package dev.prod2vec.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Removes stack traces from a text. Some libraries print them before they throw an exception,
/// which is reported anyway.
final class WithoutTraces extends OutputStream {
  private static final Pattern TRACE =
      Pattern.compile(
          "\\s+(at \\S+\\(.*\\)|\\.\\.\\. \\d+ more)|(Caused by: |Suppressed: |Exception in thread .* )?"
              + "([a-z]\\w*\\.)+[A-Z][\\w$]*(Exception|Error|Throwable)(: .*)?");

  private final OutputStream out;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  WithoutTraces(OutputStream out) {
    this.out = out;
  }

  @Override
  public synchronized void write(int b) throws IOException {
    line.write(b);
    if (b == '\n') {
      String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
      if (!TRACE.matcher(text).matches()) {
        line.writeTo(out);
        out.flush();
      }
      line.reset();
    }
  }
}
