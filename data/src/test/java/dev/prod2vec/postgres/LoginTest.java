package dev.prod2vec.postgres;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.setting.WrongUseException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.Driver;

class LoginTest {
  private static final String SECRET = "hunter2";

  @ParameterizedTest
  @ValueSource(strings = {"", "?sslmode=prefer", "?sslmode=disable", "?sslmode=allow"})
  void sendsNoPasswordInClearTextToAServerWithoutTls(String options) throws IOException {
    try (AskingServer server = new AskingServer(AskingServer.CLEAR_TEXT, null)) {
      assertThatExceptionOfType(WrongUseException.class)
          .isThrownBy(() -> connect(server, options))
          .withMessage(
              """
              database.url: %s asks for the password in clear text, and the connection may be \
              without TLS; it was not sent
              hint: ask for TLS by the address's option sslmode=verify-full; requireAuth=password \
              sends it in clear text\
              """,
              server.url(""));
      assertThat(server.received()).isEmpty();
    }
  }

  @Test
  void sendsNoneWhateverTheLanguageOfTheMachine() throws IOException {
    Locale before = Locale.getDefault();
    try (AskingServer server = new AskingServer(AskingServer.CLEAR_TEXT, null)) {
      Locale.setDefault(Locale.GERMANY);
      assertThatExceptionOfType(WrongUseException.class)
          .isThrownBy(() -> connect(server, ""))
          .withMessageContaining("asks for the password in clear text");
      assertThat(server.received()).isEmpty();
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void sendsNoneWhereAListOfWaysLeavesOutOthersAlone() throws IOException {
    try (AskingServer server = new AskingServer(AskingServer.CLEAR_TEXT, null)) {
      assertThatExceptionOfType(WrongUseException.class)
          .isThrownBy(() -> connect(server, "?requireAuth=!none"))
          .withMessageContaining("requireAuth")
          .withMessageContaining("no password was sent");
      assertThat(server.received()).isEmpty();
    }
  }

  @Test
  void sendsItInClearTextWhereTheAddressAsksForIt() throws IOException {
    try (AskingServer server = new AskingServer(AskingServer.CLEAR_TEXT, null)) {
      assertThatExceptionOfType(PostgresException.class)
          .isThrownBy(() -> connect(server, "?requireAuth=password"));
      assertThat(server.received()).isEqualTo("p" + SECRET + "\0");
    }
  }

  @Test
  void sendsItOverTlsThatTheAddressAsksFor(@TempDir Path folder) throws Exception {
    try (AskingServer server = new AskingServer(AskingServer.CLEAR_TEXT, tls(folder))) {
      assertThatExceptionOfType(PostgresException.class)
          .isThrownBy(() -> connect(server, "?sslmode=require"));
      assertThat(server.received()).isEqualTo("p" + SECRET + "\0");
    }
  }

  @Test
  void sendsNoneToAServerWhoseCertificateNobodyVouchesFor(@TempDir Path folder) throws Exception {
    try (AskingServer server = new AskingServer(AskingServer.CLEAR_TEXT, tls(folder))) {
      assertThatExceptionOfType(PostgresException.class)
          .isThrownBy(() -> connect(server, "?sslmode=verify-full&sslrootcert=" + folder + "/ca"));
      assertThat(server.received()).isEmpty();
    }
  }

  @Test
  void aHashOfThePasswordNeedsNoTls() throws IOException {
    try (AskingServer server = new AskingServer(AskingServer.MD5, null)) {
      assertThatExceptionOfType(PostgresException.class).isThrownBy(() -> connect(server, ""));
      assertThat(server.received()).startsWith("pmd5").doesNotContain(SECRET);
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      delimiter = '|',
      textBlock =
          """
          jdbc:postgresql://h/x                                       | !password
          jdbc:postgresql://h/x?requireAuth=                          | !password
          jdbc:postgresql://h/x?requireAuth=!none                     | !none,!password
          jdbc:postgresql://h/x?requireAuth=!password                 | !password
          jdbc:postgresql://h/x?requireAuth=scram-sha-256             | scram-sha-256
          jdbc:postgresql://h/x?requireAuth=password,md5              | password,md5
          jdbc:postgresql://h/x?sslmode=require                       | -
          jdbc:postgresql://h/x?ssl=true                              | -
          jdbc:postgresql://h/x?sslmode=verify-ca&requireAuth=md5     | md5
          """)
  void allowsClearTextByTlsOrByNameAlone(String url, @Nullable String allowed) throws Exception {
    Properties options = requireNonNull(Driver.parseURL(url, null));
    assertThat(Login.allowed(options)).isEqualTo(allowed);
  }

  private static PostgresSession connect(AskingServer server, String options) {
    return new PostgresServer(
            new DatabaseConfig(server.url(options), "u"), Map.of(PostgresServer.PASSWORD, SECRET))
        .connect();
  }

  private static SSLContext tls(Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path file = folder.resolve("keys.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process made =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storepass",
                "changeit",
                "-keyalg",
                "EC",
                "-dname",
                "CN=nobody")
            .redirectErrorStream(true)
            .start();
    String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(made.waitFor()).as(said).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, "changeit".toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, "changeit".toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
    return tls;
  }
}
