package dev.prod2vec.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.quality.Verdict;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class QualityPageTest {
  private static ParsedPage page(Verdict worst) throws Exception {
    StringWriter out = new StringWriter();
    QualityPage.write("20260102-030405", Samples.quality(worst), Samples.ingest(), out);
    return ParsedPage.of(out.toString());
  }

  @Test
  void theHeadlineIsTheWorstVerdict() throws Exception {
    assertThat(page(Verdict.PASSED).one("//h1")).isEqualTo("The data is fit to learn from.");
    assertThat(page(Verdict.WARNED).one("//h1"))
        .isEqualTo("The data is fit to learn from, with warnings.");
    assertThat(page(Verdict.FAILED).one("//h1")).contains("stopped before training");
  }

  @Test
  void failedChecksComeFirst() throws Exception {
    assertThat(page(Verdict.FAILED).all("//article/@id"))
        .containsExactly("check-single-product-orders", "check-missing-product-id");
  }

  @Test
  void aCheckTellsFoundAllowedAndExamples() throws Exception {
    String check = "//article[@id='check-single-product-orders']";
    ParsedPage page = page(Verdict.WARNED);
    assertThat(page.one(check + "/h3")).isEqualTo("Do most orders hold two or more products?");
    assertThat(page.all(check + "//dd"))
        .containsExactly(
            "61.0% of the orders hold one",
            "at most 50.0%", "the run continues with a warning", "single-product-orders");
    assertThat(page.all(check + "//td")).containsExactly("12", "<script>alert(1)</script>");
  }

  @Test
  void thePageHasNoScriptAndAllowsNone() throws Exception {
    ParsedPage page = page(Verdict.FAILED);
    assertThat(page.scripts()).isEmpty();
    assertThat(page.source())
        .contains("script-src &#39;none&#39;")
        .doesNotContain("http:", "https:");
  }
}
