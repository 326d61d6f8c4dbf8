package dev.prod2vec.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.chart.Picture;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StudyPageTest {
  private static MadeUpStudy study() {
    return MadeUpStudy.ofHitRates(0.10)
        .earlier(0.11)
        .completed(0.14, Map.of("learning-rate", 0.1))
        .pruned(0.05)
        .failed("<b>broke down</b>")
        .completed(0.12, Map.of("dim", 70));
  }

  private static ParsedPage page(StudyData data, List<Picture> pictures) throws Exception {
    StringWriter out = new StringWriter();
    StudyPage.write(data, pictures, out);
    return ParsedPage.of(out.toString());
  }

  private static ParsedPage page() throws Exception {
    return page(study().data(), List.of());
  }

  @Test
  void beginsWithWhatWasFoundInWords() throws Exception {
    StudyFindings findings = StudyFindings.of(study().data());
    ParsedPage page = page();
    assertThat(page.one("//h1")).isEqualTo(findings.found());
    assertThat(page.one("//header/p[@class='lead']"))
        .isEqualTo(String.join(" ", findings.sentences().subList(1, findings.sentences().size())));
    assertThat(page.all("//header//dd")).containsExactly("14.0%", "0.0700", "6", "6");
  }

  @Test
  void hasARowForEachTrialTheBestFirst() throws Exception {
    ParsedPage page = page();
    assertThat(page.all("//tbody/tr/th")).containsExactly("2", "5", "1", "0", "3", "4");
    assertThat(page.all("//tbody/tr/td[1]"))
        .containsExactly(
            "completed",
            "completed",
            "completed, earlier study",
            "completed",
            "stopped early",
            "failed <b>broke down</b>");
    assertThat(page.all("//thead//th"))
        .containsExactly(
            "Trial",
            "Status",
            "HR@10",
            "MRR",
            "Loss",
            "objective",
            "dim",
            "learning-rate",
            "dropout",
            "Epochs",
            "Seconds");
    assertThat(page.all("//tbody/tr[1]/td"))
        .containsExactly(
            "completed",
            "0.1400",
            "0.0700",
            "4.860",
            "completion",
            "128",
            "0.1",
            "0.4",
            "1",
            "60.0");
    assertThat(page.all("//tbody/tr[6]/td"))
        .containsExactly(
            "failed <b>broke down</b>",
            "–",
            "–",
            "–",
            "completion",
            "128",
            "0.05",
            "0.4",
            "1",
            "60.0");
  }

  @Test
  void saysWhatWasSearchedAndNamesNoEmptyRange() throws Exception {
    ParsedPage page = page();
    String settings = "//section[@aria-labelledby='settings-title']";
    assertThat(page.all(settings + "//dt"))
        .containsExactly("objective", "dim", "judged by", "stopped early by", "seed");
    assertThat(page.all(settings + "//dd"))
        .containsExactly(
            "completion, skip-gram", "64..256 log", "HR@10 on validation orders", "median", "7");
  }

  @Test
  void showsEveryPictureWithWordsForThoseWhoDoNotSeeIt() throws Exception {
    StudyData data = study().data();
    List<Picture> pictures = StudyPage.pictures(data);
    ParsedPage page = page(data, pictures);
    assertThat(pictures.stream().map(Picture::name))
        .contains("tuning-best", "tuning-importance", "tuning-pair")
        .contains("tuning-dim-objective", "tuning-dropout-order", "tuning-objective-density")
        .doesNotHaveDuplicates()
        .hasSize(3 + 3 * 4);
    assertThat(page.all("//figure/figcaption"))
        .containsExactlyInAnyOrderElementsOf(pictures.stream().map(Picture::title).toList());
    assertThat(page.all("//figure/img/@alt"))
        .hasSameSizeAs(pictures)
        .allMatch(alternative -> alternative.endsWith("."));
    assertThat(page.all("//figure/img/@src"))
        .hasSameSizeAs(pictures)
        .allMatch(source -> source.startsWith("data:image/svg+xml;base64,"));
    assertThat(page.all("//section//h3"))
        .containsExactly("objective", "dim", "learning-rate", "dropout");
  }

  @Test
  void loadsNothingAndRunsNothing() throws Exception {
    ParsedPage page = page();
    assertThat(page.scripts()).isEmpty();
    assertThat(page.source()).doesNotContain("http:", "https:");
  }
}
