package dev.prod2vec.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.setting.WrongUseException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequirementsTest {
  @ParameterizedTest
  @ValueSource(strings = {"1.8.0_462", "17.0.19", "21.0.9", "25", "25.0.2+10", "25-ea", "none"})
  void aJdkThatDamagesFilesOrCannotLoadTheClassesIsRefused(String version) {
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> Requirements.java("executor 7 on node-3", version))
        .withMessageStartingWith(
            "executor 7 on node-3: has JDK " + version + ", but must have 25.0.3 or later")
        .withMessageContaining("JDK-8377811");
  }

  @ParameterizedTest
  @ValueSource(strings = {"25.0.3", "25.0.3+9-LTS", "25.0.4", "25.1", "26", "26-ea"})
  void aLaterOneIsNot(String version) {
    Requirements.java("the driver", version);
  }

  @Test
  void compactHeadersAreRefused() {
    Requirements.usualHeaders("the driver", false);
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> Requirements.usualHeaders("executor 1 on node-3", true))
        .withMessageStartingWith(
            "executor 1 on node-3: runs with -XX:+UseCompactObjectHeaders, but must not")
        .withMessageContaining("JDK-8380060");
    assertThat(Requirements.hasCompactHeaders()).isFalse();
  }

  @Test
  void aRunDirectoryThatAnExecutorDoesNotSeeIsRefused() {
    Requirements.sees("executor 1 on node-3", "", Path.of("/runs/a"));
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(
            () -> Requirements.sees("executor 1 on node-3", "no such file", Path.of("/runs/a")))
        .withMessageStartingWith(
            "executor 1 on node-3: does not see the run, which the driver has in /runs/a: no such file\nhint: ");
  }

  @Test
  void thisJdkAndThisSparkWillDo() {
    Requirements.ofThisDriver();
  }
}
