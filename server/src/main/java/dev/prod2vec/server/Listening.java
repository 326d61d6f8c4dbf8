package dev.prod2vec.server;

import dev.prod2vec.setting.WrongUseException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/// Where the server listens, and who may ask it.
///
/// @param host name or address of this machine
/// @param port 0: any that is free
/// @param token that each request must bring; empty: none
/// @param names under which it is reached besides `localhost`, `host` and addresses, for example
///   through a proxy
public record Listening(String host, int port, Optional<String> token, List<String> names) {
  /// The address at which only this machine is heard.
  public static final String LOOPBACK = "127.0.0.1";

  public static final int PORT = 8080;

  /// The environment variable that holds the token.
  public static final String TOKEN_VARIABLE = "PROD2VEC_SERVE_TOKEN";

  private static final int SHORTEST_TOKEN = 16;

  /// @throws WrongUseException if the host is unknown, other machines could ask without a token, or
  ///   the token is easily guessed
  public Listening {
    names = List.copyOf(names);
    if (port < 0 || port > 0xffff) {
      throw new WrongUseException("--port: must be 0 to 65535, but is " + port);
    }
    token.ifPresent(Listening::check);
    if (token.isEmpty() && !address(host).isLoopbackAddress()) {
      throw new WrongUseException(
          ("--host %s: other machines could ask without a token\n"
                  + "hint: set %s to a secret of %s characters or more, or listen at %s after a proxy that checks who asks")
              .formatted(host, TOKEN_VARIABLE, SHORTEST_TOKEN, LOOPBACK));
    }
  }

  private static void check(String token) {
    boolean printable = token.chars().allMatch(c -> c > ' ' && c < 0x7f);
    if (token.length() < SHORTEST_TOKEN || !printable) {
      throw new WrongUseException(
          "%s: must have %s characters or more, from ! to ~\nhint: openssl rand -hex 32"
              .formatted(TOKEN_VARIABLE, SHORTEST_TOKEN));
    }
  }

  private static InetAddress address(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException _) {
      throw new WrongUseException(
          "--host %s: no such address\nhint: %s, or 0.0.0.0 for all addresses of this machine"
              .formatted(host, LOOPBACK));
    }
  }

  InetAddress address() {
    return address(host);
  }
}
