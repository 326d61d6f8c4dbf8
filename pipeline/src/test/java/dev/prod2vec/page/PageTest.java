package dev.prod2vec.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {
  private static final String CLOSED =
      "default-src 'none'; style-src 'none'; script-src 'none'; img-src data:; base-uri 'none'; form-action 'none'";

  @Test
  void aClosedPolicyAllowsNothingButPicturesInThePage() {
    assertThat(ContentPolicy.CLOSED.text()).isEqualTo(CLOSED);
  }

  @Test
  void aServersPageMayCallItsOwnHost() {
    Page page =
        new Page(
            "Explorer",
            ContentPolicy.CLOSED.allowing("connect-src", "'self'").allowing("img-src", "blob:"),
            List.of(new Asset("a.css", "p { color: red; }")),
            List.of(new Asset("a.js", "fetch(\"products\");")));
    page.html().element("p", "<&>");
    String markup = page.finish();
    assertThat(markup)
        .contains(
            "img-src data: blob:; base-uri &#39;none&#39;; form-action &#39;none&#39;; connect-src &#39;self&#39;\"",
            // By sha256sum.
            "style-src &#39;sha256-pckGv9YvNcB5xy+Y4fbqhyo+ib850wyiuWeNbZvLi00=&#39;; script-src &#39;sha256-Kmt36P/u/IvyFMvsVPBhA+ErwNCrGAoR4lwCTk6+bI0=&#39;;",
            "<title>Explorer</title>",
            "<p>&lt;&amp;&gt;</p>")
        .endsWith("fetch(\"products\");\n\n})();\n</script>\n</body>\n</html>\n");
  }

  @Test
  void anElementThatIsStillOpenIsAFault() {
    Page page = Page.plain("Checks");
    page.html().open("main");
    page.html().open("p");
    assertThatThrownBy(page::finish)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("still open");
  }
}
