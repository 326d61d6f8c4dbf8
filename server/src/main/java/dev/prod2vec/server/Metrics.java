package dev.prod2vec.server;

import dev.prod2vec.live.LiveRun;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// Counts requests and how long they took, in the text form of Prometheus. Safe to share between
/// threads.
final class Metrics {
  /// Upper bounds of the histogram, in seconds.
  private static final double[] BOUNDS = {
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5
  };

  /// What is counted apart. Both are of our own making, so there are few of them.
  private record Key(String route, int status) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byRoute = route.compareTo(other.route);
      return byRoute != 0 ? byRoute : Integer.compare(status, other.status);
    }
  }

  /// The times of a route.
  private static final class Times {
    private final LongAdder[] buckets = new LongAdder[BOUNDS.length + 1];
    private final LongAdder nanos = new LongAdder();

    Times() {
      for (int bucket = 0; bucket < buckets.length; bucket++) {
        buckets[bucket] = new LongAdder();
      }
    }

    void add(long time) {
      int bucket = 0;
      while (bucket < BOUNDS.length && time > BOUNDS[bucket] * 1e9) {
        bucket++;
      }
      buckets[bucket].increment();
      nanos.add(time);
    }
  }

  private final LiveRun live;
  private final Map<Key, LongAdder> requests = new ConcurrentSkipListMap<>();
  private final Map<String, Times> times = new ConcurrentSkipListMap<>();
  private final AtomicInteger open = new AtomicInteger();

  Metrics(LiveRun live) {
    this.live = live;
  }

  void begin() {
    open.incrementAndGet();
  }

  /// @param route its path with names of parameters; `other` for addresses that do not exist
  void end(String route, int status, long nanos) {
    open.decrementAndGet();
    requests.computeIfAbsent(new Key(route, status), _ -> new LongAdder()).increment();
    times.computeIfAbsent(route, _ -> new Times()).add(nanos);
  }

  /// Requests that are being answered.
  int open() {
    return open.get();
  }

  String text() {
    StringBuilder text = new StringBuilder();
    head(text, "prod2vec_http_requests_total", "counter", "Requests that were answered.");
    requests.forEach((key, count) ->
        line(
            text,
            "prod2vec_http_requests_total{route=\"%s\",status=\"%s\"}"
                .formatted(key.route, key.status),
            count.sum()));
    head(text, "prod2vec_http_request_seconds", "histogram", "How long answers took.");
    times.forEach((route, of) -> histogram(text, route, of));
    head(text, "prod2vec_http_open_requests", "gauge", "Requests that are being answered.");
    line(text, "prod2vec_http_open_requests", open());
    head(text, "prod2vec_run_info", "gauge", "The run that is served.");
    line(text, "prod2vec_run_info{run=\"%s\"}".formatted(label(live.run().id())), 1);
    head(text, "prod2vec_run_products", "gauge", "Products of the run that is served.");
    line(text, "prod2vec_run_products", live.run().vocabulary().size());
    head(text, "prod2vec_run_changes_total", "counter", "Changes to a newer run.");
    line(text, "prod2vec_run_changes_total", live.changes());
    Runtime runtime = Runtime.getRuntime();
    head(text, "prod2vec_heap_used_bytes", "gauge", "Memory in use, garbage included.");
    line(text, "prod2vec_heap_used_bytes", runtime.totalMemory() - runtime.freeMemory());
    head(text, "prod2vec_heap_max_bytes", "gauge", "Memory that may be used.");
    line(text, "prod2vec_heap_max_bytes", runtime.maxMemory());
    return text.toString();
  }

  private static void histogram(StringBuilder text, String route, Times times) {
    long sum = 0;
    for (int bucket = 0; bucket <= BOUNDS.length; bucket++) {
      sum += times.buckets[bucket].sum();
      String bound = bucket < BOUNDS.length ? Double.toString(BOUNDS[bucket]) : "+Inf";
      line(
          text,
          "prod2vec_http_request_seconds_bucket{route=\"%s\",le=\"%s\"}".formatted(route, bound),
          sum);
    }
    text.append(
        String.format(
            Locale.ROOT,
            "prod2vec_http_request_seconds_sum{route=\"%s\"} %.6f\n",
            route,
            times.nanos.sum() / 1e9));
    line(text, "prod2vec_http_request_seconds_count{route=\"%s\"}".formatted(route), sum);
  }

  private static void head(StringBuilder text, String name, String type, String help) {
    text.append("# HELP %s %s\n# TYPE %s %s\n".formatted(name, help, name, type));
  }

  private static void line(StringBuilder text, String name, long value) {
    text.append(name).append(' ').append(value).append('\n');
  }

  private static String label(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
