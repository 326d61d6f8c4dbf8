package dev.prod2vec.s3;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.s3.FaultyProxy.Fault;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.Condition;
import dev.prod2vec.store.ConditionalStore;
import dev.prod2vec.store.Location;
import dev.prod2vec.store.StoreException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3FaultsTest {
  private static final Location ORDERS = new Location("s3", "shop", "in/orders.csv");

  @TempDir private Path folder;
  private S3Server server;
  private FaultyProxy proxy;
  private ConditionalStore store;

  @BeforeEach
  void start() throws Exception {
    server = S3Server.start();
    proxy = new FaultyProxy(server.port());
    store = S3Store.open(S3Server.config(proxy.port(), folder), Map.of());
  }

  @AfterEach
  void stop() throws Exception {
    store.close();
    proxy.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          403 | AccessDenied                 | may not be read            | grant the permission s3:GetObject on bucket shop
          400 | ExpiredToken                 | the credentials have expired | aws sso login
          403 | InvalidAccessKeyId           | does not know these credentials | check AWS_PROFILE
          403 | SignatureDoesNotMatch        | does not know these credentials | check AWS_PROFILE
          403 | RequestTimeTooSkewed         | this machine's clock is wrong | set it
          301 | PermanentRedirect            | bucket shop is in another region | set s3.region
          400 | AuthorizationHeaderMalformed | bucket shop is in another region | set s3.region
          404 | NoSuchBucket                 | there is no bucket shop    | correct its name, or create it
          404 | NoSuchKey                    | no such object             | correct the key
          400 | InvalidRequest               | cannot be read             | see the service's reference for InvalidRequest
          """)
  void eachRefusalHasItsOwnMessageWithBucketAndKey(
      int status, String code, String what, String hint) {
    Fault fault = new Fault.Answer(status, code);
    // The look at the object is answered without a body, the look for the reason with one.
    // Some are tried again: the SDK corrects its idea of the time.
    proxy.breakNext("HEAD", fault, fault, fault);
    proxy.breakNext("GET", fault, fault, fault);
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> store.fetch(List.of(ORDERS)))
        .withMessageStartingWith("s3://shop/in/orders.csv: ")
        .withMessageContaining(what)
        .withMessageContaining("hint: ")
        .withMessageContaining(hint)
        .satisfies(e -> assertNoSecret(String.valueOf(e.getMessage())));
  }

  @Test
  void aWriteThatIsNotAllowedNamesThePermission() {
    proxy.breakNext("PUT", new Fault.Answer(403, "AccessDenied"));
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> store.write(ORDERS, new byte[1], new Condition.Always()))
        .withMessageContaining("may not be written")
        .withMessageContaining("s3:PutObject on bucket shop");
  }

  @Test
  void aBucketThatIsNotThereIsNamed() {
    Location location = new Location("s3", "no-such-shop", "in/orders.csv");
    for (var asked :
        List.<AskedOf>of(ConditionalStore::head, ConditionalStore::read, ConditionalStore::list)) {
      assertThatExceptionOfType(WrongUseException.class)
          .isThrownBy(() -> asked.of(store, location))
          .withMessageStartingWith(
              location + ": there is no bucket no-such-shop at http://127.0.0.1:");
    }
  }

  private interface AskedOf {
    Object of(ConditionalStore store, Location location) throws IOException;
  }

  @Test
  void aServerThatIsNotThereIsSaidAfterAFewTries() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (S3Store none = S3Store.open(S3Server.config(port, folder), Map.of())) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> none.read(ORDERS))
          .withMessageStartingWith(
              "%s: cannot be read at http://127.0.0.1:%d: Connection refused"
                  .formatted(ORDERS, port))
          .withMessageContaining("hint: try again");
    }
  }

  private static void assertNoSecret(String message) {
    if (message.contains("test-secret") || message.contains("test-key")) {
      throw new AssertionError("a credential stands in the message: " + message);
    }
  }
}
