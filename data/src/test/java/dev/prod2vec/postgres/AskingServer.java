package dev.prod2vec.postgres;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// A server on loopback that speaks just enough of PostgreSQL's protocol to ask for a password, and
/// keeps what it gets.
final class AskingServer implements AutoCloseable {
  /// AuthenticationCleartextPassword, and AuthenticationMD5Password with a salt.
  static final byte[] CLEAR_TEXT = {'R', 0, 0, 0, 8, 0, 0, 0, 3};

  static final byte[] MD5 = {'R', 0, 0, 0, 12, 0, 0, 0, 5, 1, 2, 3, 4};

  private static final int SSL_REQUEST = 80_877_103;
  private static final int GSS_REQUEST = 80_877_104;

  private final ServerSocket server;
  private final byte[] request;
  private final @Nullable SSLContext tls;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();

  /// @param request how it asks for the password
  /// @param tls what it encrypts with; null: nothing
  AskingServer(byte[] request, @Nullable SSLContext tls) {
    this.request = request;
    this.tls = tls;
    try {
      server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform().daemon().name("asking-server").start(this::serve);
  }

  String url(String options) {
    return "jdbc:postgresql://127.0.0.1:%s/shop%s".formatted(server.getLocalPort(), options);
  }

  /// The messages that came as an answer, their lengths left out.
  String received() {
    synchronized (received) {
      return received.toString(StandardCharsets.ISO_8859_1);
    }
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        talk(socket);
      } catch (IOException _) {
        // The client has hung up, or this is closed.
      }
    }
  }

  private void talk(Socket plain) throws IOException {
    Socket socket = plain;
    while (true) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      int length = in.readInt();
      int code = in.readInt();
      in.skipNBytes(length - 8L);
      if (code == SSL_REQUEST && tls != null) {
        out.write('S');
        SSLSocket encrypted =
            (SSLSocket) tls.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
        encrypted.setUseClientMode(false);
        socket = encrypted;
      } else if (code == SSL_REQUEST || code == GSS_REQUEST) {
        out.write('N');
      } else {
        out.write(request);
        out.flush();
        answer(in);
        return;
      }
    }
  }

  /// Reads one message: its type, its length, what it holds.
  private void answer(DataInputStream in) throws IOException {
    int type = in.read();
    if (type < 0) {
      return;
    }
    byte[] content = in.readNBytes(in.readInt() - Integer.BYTES);
    synchronized (received) {
      received.write(type);
      received.write(content);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
