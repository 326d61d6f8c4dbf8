package dev.prod2vec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.file.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The command that proposes a config.
class DoctorTest {
  private static final int ORDERS = 200;

  @TempDir private Path folder;

  private final Terminal terminal = new Terminal();
  private Path orders = Path.of("unset");

  @BeforeEach
  void anExport() throws IOException {
    StringBuilder csv = new StringBuilder("Bon;Artikel;Menge\n");
    for (int order = 0; order < ORDERS; order++) {
      for (int place = 0; place < 3 + order % 3; place++) {
        csv.append("%s;Sorte %s;%s\n".formatted(order, (order * 7 + place * 3) % 20, 1 + place));
      }
    }
    orders = Files.writeString(folder.resolve("kasse.csv"), csv);
  }

  @Test
  void aConfigIsWrittenOnceAndARunReadsIt() throws IOException {
    Path config = folder.resolve("shop.yaml");
    String[] words = {"doctor", orders.toString(), "--write", "--file", config.toString()};
    assertThat(terminal.run(words)).isZero();
    assertThat(terminal.out())
        .startsWith(orders + ": orders\n")
        .contains("\nProposed config\n  orders:\n    files: [")
        .contains("\nThe first baskets\n  0: Sorte 0 | Sorte 3 | Sorte 6\n")
        .doesNotContain("not read:")
        .endsWith("\nNext\n  prod2vec run --config %s\n".formatted(config));
    assertThat(terminal.err()).isEqualTo("config written to %s\n".formatted(config));
    assertThat(config)
        .hasContent(
            """
            # Proposed by prod2vec doctor.
            orders:
              files: [%s]
              order-column: Bon
              product-column: Artikel
              quantity-column: Menge
            """
                .formatted(orders));
    assertThat(terminal.run("config", "--show", "--config", config.toString())).isZero();
    assertThat(terminal.out()).contains("order-column: [Bon]");

    Files.writeString(config, "mine");
    assertThat(terminal.run(words)).isEqualTo(2);
    assertThat(terminal.err())
        .isEqualTo(
            "error: --write: %s exists\nhint: --force replaces it, --file names another one\n"
                .formatted(config));
    assertThat(config).hasContent("mine");
    assertThat(
            terminal.run(
                "doctor", orders.toString(), "--write", "--force", "--file", config.toString()))
        .isZero();
    assertThat(config).content().startsWith("# Proposed by prod2vec doctor.\n");
  }

  @Test
  void aProposedDialectIsLoaded() throws IOException {
    String rows = Files.readString(orders).replace("Sorte", "Käse").replace("7;3\n", "7;-1,5\n");
    Files.write(orders, ("Umsatz\nim Juni\n" + rows).getBytes(StandardCharsets.ISO_8859_1));
    Path config = folder.resolve("shop.yaml");
    assertThat(terminal.run("doctor", orders.toString(), "--write", "--file", config.toString()))
        .isZero();
    assertThat(terminal.out())
        .contains("csv, semicolons, 2 lines to skip, windows-1252, ")
        .contains("\n  0: Käse 0 | Käse 3 | Käse 6\n");
    assertThat(config)
        .content()
        .endsWith(
            """
              decimal-comma: true
              quantity-column: Menge
              csv:
                skip-lines: 2
                encoding: windows-1252
            """);
    assertThat(terminal.run("config", "--show", "--config", config.toString())).isZero();
    assertThat(terminal.out()).contains("encoding: windows-1252", "decimal-comma: true");

    StringBuilder csv = new StringBuilder();
    for (int order = 0; order < ORDERS; order++) {
      for (int place = 0; place < 3; place++) {
        csv.append("%s\t\"12 \\\"%s\n".formatted(order, (order * 7 + place * 3) % 20 + "\""));
      }
    }
    Files.writeString(orders, csv);
    assertThat(
            terminal.run(
                "doctor", orders.toString(), "--write", "--force", "--file", config.toString()))
        .isZero();
    assertThat(config).content().endsWith("  csv:\n    escape: \"\\\\\"\n    header: false\n");
    assertThat(terminal.run("config", "--show", "--config", config.toString())).isZero();
    assertThat(terminal.out()).contains("header: false");
  }

  @Test
  void theDiagnosisIsADocumentToo() {
    assertThat(terminal.run("doctor", orders.toString(), "--format", "json")).isZero();
    JsonNode found = Json.MAPPER.readTree(terminal.out());
    assertThat(found.at("/healthy").asBoolean()).isTrue();
    assertThat(found.at("/files/0/role").asString()).isEqualTo("ORDERS");
    assertThat(found.at("/files/0/columns/1/meaning").asString()).isEqualTo("PRODUCT");
    assertThat(found.at("/proposal/order_columns/0").asString()).isEqualTo("Bon");
    assertThat(found.at("/reading/orders").asInt()).isEqualTo(ORDERS);
    assertThat(found.at("/reading/baskets").size()).isEqualTo(10);
    assertThat(terminal.err()).isEmpty();
  }

  @Test
  void withoutOrdersTheExitCodeIsThatOfBadData() throws IOException {
    Path json = Files.writeString(folder.resolve("o.json"), "[{\"order_id\": 1}]");
    assertThat(terminal.run("doctor", json.toString())).isEqualTo(3);
    assertThat(terminal.out())
        .contains("neither orders nor their products were found in it; JSON, 17 bytes, 1 row")
        .contains("No run yet\n  no file holds orders\n");
    assertThat(terminal.run("doctor")).isEqualTo(2);
    assertThat(terminal.run("doctor", folder.resolve("none.csv").toString())).isEqualTo(2);
  }

  @Test
  void theCommandOfTheFirstRunIsShown() {
    assertThat(terminal.run("doctor", orders.toString())).isZero();
    assertThat(terminal.out())
        .endsWith(
            """
            Next
              # write the config to prod2vec.yaml, then run
              prod2vec doctor %1$s --write
              prod2vec run
              # or run at once
              prod2vec run --orders %1$s --orders.order-column Bon --orders.product-column Artikel --orders.quantity-column Menge
            """
                .formatted(orders));
  }

  @Test
  void tooFewOrdersStopARun() throws IOException {
    Files.writeString(orders, "order_id,product_id\n1,a\n1,b\n2,a\n2,c\n3,b\n3,c\n");
    assertThat(terminal.run("doctor", orders.toString())).isEqualTo(3);
    assertThat(terminal.out()).contains("A run with this config would stop\n");
  }
}
