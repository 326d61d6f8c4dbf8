package dev.prod2vec.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.ingest.FileLook.Extent;
import dev.prod2vec.store.Stores;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/// Real orders, read from the folder that PROD2VEC_DATA names.
@EnabledIfEnvironmentVariable(
    named = "PROD2VEC_DATA",
    matches = ".+",
    disabledReason = "PROD2VEC_DATA does not name the folder of real orders")
class DoctorOnRealDataTest {
  private static final Path DATA = Path.of(String.valueOf(System.getenv("PROD2VEC_DATA")));

  @TempDir private Path work;

  private Diagnosis diagnose(String... files) throws Exception {
    List<String> paths = Stream.of(files).map(file -> DATA.resolve(file).toString()).toList();
    Diagnosis diagnosis = Doctor.diagnose(paths, Stores.local(), work, _ -> {});
    assertThat(diagnosis.problem()).isEmpty();
    assertThat(diagnosis.isHealthy()).isTrue();
    return diagnosis;
  }

  @Test
  void instacart() throws Exception {
    Diagnosis diagnosis =
        diagnose(
            "instacart/aisles.csv",
            "instacart/departments.csv",
            "instacart/order_products__train.csv",
            "instacart/products.csv");
    Proposal proposal = diagnosis.proposal().orElseThrow();
    assertThat(proposal.orderColumns()).containsExactly("order_id");
    assertThat(proposal.productColumn()).isEqualTo("product_id");
    assertThat(proposal.filter()).isEmpty();
    assertThat(proposal.categoryColumns()).containsExactly("aisle", "department");
    assertThat(proposal.joinFiles()).hasSize(2);
    assertThat(diagnosis.reading().orElseThrow().orders()).isEqualTo(131_209);
    assertThat(diagnosis.reading().orElseThrow().products()).isEqualTo(39_123);
    FileReport orders = diagnosis.files().get(2);
    assertThat(orders.extent()).isEqualTo(Extent.BEGINNING);
    assertThat(orders.rows()).isEqualTo(Doctor.ROWS);
  }

  @Test
  void onlineRetail() throws Exception {
    Proposal proposal =
        diagnose("online_retail/online_retail_2010_2011.csv.gz").proposal().orElseThrow();
    assertThat(proposal.orderColumns()).containsExactly("InvoiceNo");
    assertThat(proposal.productColumn()).isEqualTo("StockCode");
    assertThat(proposal.nameColumn()).isEqualTo("Description");
    assertThat(proposal.filter()).isEmpty();
    assertThat(proposal.quantityColumn()).isEqualTo("Quantity");
    assertThat(proposal.customerColumn()).isEqualTo("CustomerID");
  }

  @Test
  void groceries() throws Exception {
    Diagnosis diagnosis = diagnose("groceries/groceries.csv", "groceries/items.csv");
    Proposal proposal = diagnosis.proposal().orElseThrow();
    assertThat(proposal.separator()).isEqualTo(",");
    assertThat(proposal.idColumn()).isEqualTo("labels");
    assertThat(proposal.categoryColumns()).containsExactly("level2", "level1");
    assertThat(diagnosis.reading().orElseThrow().orders()).isEqualTo(9_835);
  }
}
