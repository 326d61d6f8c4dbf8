package dev.prod2vec.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/// What the figures were measured on.
final class Machine {
  private static final Path CPUINFO = Path.of("/proc/cpuinfo");

  private Machine() {}

  /// One line: processor, cores, vectors, virtual machine and how busy others keep it.
  static String describe() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return String.format(
        Locale.ROOT,
        "%s, %d cores, vectors of %d bits, Java %s, load before the start %s",
        processor(),
        Runtime.getRuntime().availableProcessors(),
        PeakLoop.vectorBits(),
        Runtime.version(),
        load < 0 ? "not known" : String.format(Locale.ROOT, "%.2f", load));
  }

  private static String processor() {
    if (Files.isReadable(CPUINFO)) {
      try (Stream<String> lines = Files.lines(CPUINFO)) {
        return lines
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.replaceFirst("^[^:]*:\\s*", ""))
            .findFirst()
            .orElse(System.getProperty("os.arch"));
      } catch (IOException e) {
        return System.getProperty("os.arch");
      }
    }
    return System.getProperty("os.arch");
  }
}
