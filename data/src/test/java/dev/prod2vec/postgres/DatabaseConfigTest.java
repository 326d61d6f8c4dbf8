package dev.prod2vec.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseConfigTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://localhost/shop?password=s3cret",
        "jdbc:postgresql://localhost/shop?ssl=true&sslPassword=s3cret",
        "jdbc:postgresql://localhost/shop?ssl=true&sslpassword=s3cret",
        "jdbc:postgresql://localhost/shop?pass%77ord=s3cret",
        "jdbc:postgresql://reader:s3cret@localhost/shop",
        "jdbc:postgresql://localhost:1,reader:s3cret@h/shop",
        "jdbc:postgresql://localhost/shop;password=s3cret",
        "jdbc:postgresql://localhost/shop%3Bpassword%3Ds3cret",
        "jdbc:postgresql:shop;password=s3cret",
        "jdbc:postgresql://localhost/reader:s3cret@shop",
        "jdbc:postgresql://localhost;password=s3cret/shop",
        "jdbc:postgresql://localhost/shop?user=s3cret",
        "jdbc:postgresql://localhost/shop?s3cret",
        "jdbc:postgresql://localhost/shop?s3cret=1",
        "jdbc:postgresql://localhost/shop?options=-c%20a=s3cret",
        "jdbc:postgresql://localhost/shop?options=-c%20work_mem=1GB%20-c%20my.password=s3cret",
        "jdbc:postgresql://localhost/shop?options=s3cret",
        "jdbc:postgresql://localhost/shop?socketFactory=a.b&socketFactoryArg=http://u:s3cret@h/e.xml",
        "jdbc:postgresql://localhost/shop?authenticationPluginClassName=s3cret",
        "jdbc:postgresql://localhost/shop?loggerFile=s3cret",
        "jdbc:postgresql://localhost/shop?service=s3cret",
        "jdbc:postgresql://localhost/shop?ApplicationName=s3cret",
        "jdbc:postgresql://localhost/shop?sslmode=%s3cret",
        "jdbc:postgresql://localhost/shop?ssl=true#s3cret&password=s3cret",
        "jdbc:mysql://localhost/shop?password=s3cret",
        "postgresql://reader:s3cret@localhost/shop",
        "s3cret",
      })
  void refusesAnAddressInWhichASecretCouldStandAndDoesNotRepeatIt(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DatabaseConfig(url, ""))
        .satisfies(e ->
            assertThat(e.getMessage())
                .startsWith("url must")
                .doesNotContain("s3cret")
                .hasSizeLessThan(2000));
  }

  @Test
  void namesAnOptionThatTheDriverKnowsAndWhatIsAllowed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DatabaseConfig("jdbc:postgresql://h/x?socketFactory=a.b", ""))
        .withMessageStartingWith("url must not have the option socketFactory; allowed are ")
        .withMessageContaining("sslmode, ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "jdbc:postgresql:shop",
        "jdbc:postgresql://localhost:5432/shop",
        "jdbc:postgresql://[::1]:5432/my%20shop",
        "jdbc:postgresql://db-1.example:5432,db-2.example/shop?targetServerType=primary",
        "jdbc:postgresql://db/shop?sslmode=verify-full&sslrootcert=ca.pem",
        "jdbc:postgresql://db/shop?ssl",
        "jdbc:postgresql://db/shop?options=-c%20maintenance_work_mem=1GB",
        "jdbc:postgresql://db/shop?options=-c%20work_mem=1GB%20-crole=reader&requireAuth=password",
      })
  void takesAnAddressWithOptionsThatHoldNoSecret(String url) {
    assertThat(new DatabaseConfig(url, "a").url()).isEqualTo(url);
  }

  @Test
  void callsTheDatabaseWithoutItsOptions() {
    DatabaseConfig config = new DatabaseConfig("jdbc:postgresql://db:5433/shop?ssl=true", "a");
    assertThat(config.address()).isEqualTo("jdbc:postgresql://db:5433/shop");
  }
}
