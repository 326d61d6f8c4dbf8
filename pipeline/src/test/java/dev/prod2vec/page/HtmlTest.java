package dev.prod2vec.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class HtmlTest {
  @Test
  void textAndAttributesAreEscaped() {
    Html html = new Html();
    html.element("p", "<b>\"Tom & Jerry's\"</b>\u0000", "title", "\"><script>");
    assertThat(html.markup())
        .isEqualTo(
            "<p title=\"&quot;&gt;&lt;script&gt;\">"
                + "&lt;b&gt;&quot;Tom &amp; Jerry&#39;s&quot;&lt;/b&gt;\ufffd</p>");
  }

  @Test
  void anElementLeftOpenIsAMistake() {
    Html html = new Html().open("table").open("tr").close();
    assertThatIllegalStateException().isThrownBy(html::markup).withMessageContaining("table");
  }
}
