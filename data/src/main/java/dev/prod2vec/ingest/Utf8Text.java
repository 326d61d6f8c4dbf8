package dev.prod2vec.ingest;

import dev.prod2vec.file.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// A copy of a text file in UTF-8. A line keeps its number.
final class Utf8Text {
  private static final int BUFFER = 1 << 16;

  /// A mark at the beginning of a file, in ISO 8859-1, and the encoding that it stands for.
  private record Mark(String bytes, String encoding) {}

  /// The longer ones first.
  private static final List<Mark> MARKS =
      List.of(
          new Mark("\u00ff\u00fe\0\0", "UTF-32LE"),
          new Mark("\0\0\u00fe\u00ff", "UTF-32BE"),
          new Mark("\u00ff\u00fe", "UTF-16LE"),
          new Mark("\u00fe\u00ff", "UTF-16BE"),
          new Mark("\u00ef\u00bb\u00bf", "UTF-8"));

  private final Input file;
  private final Dialect dialect;
  private final Charset charset;
  private final Utf8Look look = new Utf8Look();
  private long line = 1;

  private Utf8Text(Input file, Dialect dialect, Charset charset) {
    this.file = file;
    this.dialect = dialect;
    this.charset = charset;
  }

  /// The file itself if it is UTF-8, or no text; else a copy.
  ///
  /// @param folder for the copy; its owner deletes it
  /// @throws InputException if it is not in the encoding that the config names
  static Input of(Input file, Dialect dialect, Path folder) throws InterruptedException {
    byte[] start = Gzip.contentStart(file, ForeignFormat.LOOK);
    Optional<Charset> charset = charset(file, start, dialect);
    return charset.isEmpty() || charset.get().equals(StandardCharsets.UTF_8)
        ? file
        : new Utf8Text(file, dialect, charset.get()).copy(folder);
  }

  private static Optional<Charset> charset(Input file, byte[] start, Dialect dialect) {
    Optional<Mark> mark =
        MARKS.stream().filter(m -> ForeignFormat.startsWith(start, m.bytes())).findFirst();
    Optional<Charset> given = dialect.csv().charset();
    if (given.isEmpty()) {
      return mark.map(Mark::encoding).map(Charset::forName);
    } else if (given.get().equals(StandardCharsets.UTF_8) || !ForeignFormat.isText(start)) {
      return Optional.empty();
    }
    String name = given.get().name();
    if (mark.isPresent() && !mark.get().encoding().startsWith(name)) {
      throw new InputException(
          "%1$s: begins with the byte order mark of %2$s, but %3$s.encoding is %4$s\nhint: leave %3$s.encoding out; the mark tells the encoding"
              .formatted(file, mark.get().encoding(), dialect.key(), dialect.csv().encoding()));
    }
    return Optional.of(
        mark.map(m -> Charset.forName(m.encoding()))
            .orElseGet(() -> wide(file, start, dialect, given.get())));
  }

  /// UTF-16 and UTF-32 with their order of bytes; any other encoding as it is.
  private static Charset wide(Input file, byte[] start, Dialect dialect, Charset given) {
    String name = given.name();
    if (!name.startsWith("UTF-16") && !name.startsWith("UTF-32")) {
      return given;
    }
    int width = name.startsWith("UTF-16") ? 2 : 4;
    long first = 0;
    long last = 0;
    for (int at = 0; at + width <= start.length; at += width) {
      first += start[at] == 0 ? 1 : 0;
      last += start[at + width - 1] == 0 ? 1 : 0;
    }
    if (first + last == 0) {
      throw new InputException(
          "%s: %s.encoding is %s, but the file has neither a byte order mark nor a zero byte, as such text has\nhint: leave the key out if it is UTF-8"
              .formatted(file, dialect.key(), dialect.csv().encoding()));
    }
    return name.length() > 6
        ? given
        : Charset.forName(name.substring(0, 6) + (first > last ? "BE" : "LE"));
  }

  private Input copy(Path folder) throws InterruptedException {
    Path copy = folder.resolve(UUID.randomUUID() + ".utf-8");
    try (InputStream in = Gzip.open(file);
        OutputStream out = Files.newOutputStream(copy)) {
      decode(in, out);
    } catch (IOException e) {
      throw Gzip.fault(file, e);
    }
    boolean single = charset.canEncode() && charset.newEncoder().maxBytesPerChar() <= 1;
    if (single && look.sequences() >= Utf8Look.FEWEST_SEQUENCES) {
      throw new InputException(
          "%s: is UTF-8, also where it is not ASCII, but %s.encoding is %s\nhint: leave the key out; without it text is read as UTF-8"
              .formatted(file, dialect.key(), dialect.csv().encoding()));
    }
    return file.withPath(copy);
  }

  private void decode(InputStream in, OutputStream out) throws IOException, InterruptedException {
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
    CharBuffer chars = CharBuffer.allocate(BUFFER);
    boolean isFirst = true;
    boolean ended = false;
    while (!ended) {
      if (Thread.interrupted()) {
        throw new InterruptedException("while reading " + file);
      }
      int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
      ended = read < 0;
      if (read > 0) {
        look.add(bytes.array(), bytes.position(), read);
        bytes.position(bytes.position() + read);
      }
      bytes.flip();
      CoderResult result = CoderResult.OVERFLOW;
      while (result.isOverflow()) {
        result = decoder.decode(bytes, chars, ended);
        if (ended && result.isUnderflow()) {
          result = decoder.flush(chars);
        }
        chars.flip();
        isFirst = write(chars, isFirst, out);
        if (result.isError()) {
          throw undecodable(bytes, result.length());
        }
      }
      bytes.compact();
    }
  }

  /// @param isFirst whether nothing was written yet: a mark is left out there
  /// @return whether nothing is written yet
  private boolean write(CharBuffer chars, boolean isFirst, OutputStream out) throws IOException {
    boolean empty = !chars.hasRemaining();
    if (isFirst && !empty && chars.get(chars.position()) == '\ufeff') {
      chars.get();
    }
    for (int at = chars.position(); at < chars.limit(); at++) {
      line += chars.get(at) == '\n' ? 1 : 0;
    }
    // A pair of surrogates is never cut: a decoder needs room for both.
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(chars);
    out.write(encoded.array(), encoded.arrayOffset() + encoded.position(), encoded.remaining());
    chars.clear();
    return isFirst && empty;
  }

  private InputException undecodable(ByteBuffer bytes, int length) {
    StringBuilder found = new StringBuilder();
    for (int i = 0; i < length && i < bytes.remaining(); i++) {
      found.append(String.format(Locale.ROOT, " %02x", bytes.get(bytes.position() + i)));
    }
    return new InputException(
        "%s:%s: not %s, which has no character for the byte%s\nhint: %s.encoding names the encoding of the file"
            .formatted(file, line, charset.name(), found, dialect.key()));
  }
}
