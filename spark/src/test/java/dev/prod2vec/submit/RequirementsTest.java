package dev.prod2vec.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.setting.WrongUseException;
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
  void aRunThatAnExecutorDoesNotSeeIsRefused() {
    Requirements.sees("executor 1 on node-3", "", "file:///runs/a");
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(
            () -> Requirements.sees("executor 1 on node-3", "no such file", "file:///runs/a"))
        .withMessageStartingWith(
            "executor 1 on node-3: does not see file:///runs/a: no such file\nhint: put the run");
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> Requirements.sees("executor 1 on node-3", "forbidden", "x://runs/a"))
        .withMessageContaining("x://runs/a: forbidden\nhint: let the executors reach the store");
  }

  @Test
  void thisJdkAndThisSparkWillDo() {
    Requirements.ofThisDriver();
  }
}
