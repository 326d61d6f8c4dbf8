package dev.prod2vec.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ServiceConfigurationError;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTest {
  static Stream<Throwable> missingCode() {
    Throwable link = new UnsatisfiedLinkError("no duckdb_java in java.library.path");
    return Stream.of(
        link,
        new ExceptionInInitializerError(new IllegalStateException(link)),
        new NoClassDefFoundError("org/duckdb/DuckDBDriver"),
        new TypeNotPresentException("dev.prod2vec.export.Format", new ClassNotFoundException()),
        new ServiceConfigurationError("java.sql.Driver: provider not found"),
        new IllegalStateException("wrapped", link));
  }

  @ParameterizedTest
  @MethodSource("missingCode")
  void whatCannotBeLoadedIsOneMessageThatSaysWhatRunsOut(Throwable thrown) {
    Failure failure = Failure.of(thrown);
    assertThat(failure.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(failure.message())
        .startsWith("a part of prod2vec cannot be loaded: ")
        .contains("ulimit -n", "the installation is incomplete")
        .hasLineCount(2);
  }

  @Test
  void threadsThatRunOutAreNotMemoryThatRunsOut() {
    assertThat(Failure.of(new OutOfMemoryError("unable to create native thread: ...")).message())
        .startsWith("no more threads can be started\nhint: ")
        .contains("ulimit -u");
    assertThat(Failure.of(new OutOfMemoryError("Java heap space")).message())
        .startsWith("out of memory\nhint: ")
        .contains("-Xmx8g");
  }
}
