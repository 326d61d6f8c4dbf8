package dev.prod2vec.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {
  private static final Asset WORDS =
      new Asset("words.js", "export const one = \"1\";\nexport function two() {}\n");

  private static String joined(String content) {
    return Script.joined(List.of(WORDS, new Asset("page.js", content)));
  }

  @Test
  void modulesAreJoinedInOneFunction() {
    assertThat(joined("// The page.\nimport { one, two } from \"./words.js\";\ntwo(one);\n"))
        .isEqualTo(
            """
            "use strict";
            (() => {
            // words.js
            const one = "1";
            function two() {}

            // page.js
            // The page.
            two(one);

            })();
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import { one } from \"./later.js\";\n",
        "import { one } from \"words.js\";\n",
        "import { one as first } from './words.js';\n",
        "import * as words from \"./words.js\";\n",
        "import \"./words.js\";\n",
        "export default function () {}\n",
        "export { three };\n",
        "const one = 2;\n",
        "async function two() {}\n",
        "class one {}\n"
      })
  void whatCannotBeJoinedIsRefused(String content) {
    assertThatThrownBy(() -> joined(content))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("page.js: cannot be joined with the modules before it: ");
  }
}
