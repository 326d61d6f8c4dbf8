package dev.prod2vec.launch;

import static dev.prod2vec.setting.Records.requireRanges;
import static dev.prod2vec.setting.Require.require;

import dev.prod2vec.setting.Records;
import dev.prod2vec.setting.Section;
import dev.prod2vec.setting.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/// How a command is started on Spark, for `engine: spark`.
public record SparkConfig(
    @Setting(
            value =
                "Address of the cluster, as Spark writes it: local[*], spark://host:7077, yarn or"
                    + " k8s://https://host:443.",
            defaultValue = "local[*]")
        String master,
    @Setting(
            value = "Folder of Spark 4.2 or later; empty: what the variable SPARK_HOME says.",
            path = true)
        String home,
    @Setting(
            "Spark's own settings, as key=value: spark.executor.memory=8g. In flags and variables a"
                + " value cannot hold a comma. Secrets belong in Spark's conf/spark-defaults.conf.")
        List<String> conf)
    implements Section {
  /// The engine that works on a Spark cluster.
  public static final String ENGINE = "spark";

  /// The section's name.
  public static final String SECTION = "spark";

  public static final SparkConfig DEFAULT = Records.defaults(SparkConfig.class);

  /// What Spark itself hides in its logs, and anything that is called a password.
  private static final Pattern SECRET =
      Pattern.compile("(?i).*(secret|password|token|access[.]?key).*");

  private static final Pattern ENTRY = Pattern.compile("(?s)(spark\\.[^=\\s]+)=(.*)");

  public SparkConfig {
    conf = List.copyOf(conf);
    requireRanges(SparkConfig.class, master, home, conf);
    require(
        master.matches("\\S+"),
        List.of("master"),
        "master must be an address without spaces, but is \"%s\"",
        master);
    for (String entry : conf) {
      // A value is not shown: it may be a secret in the wrong place.
      String key = entry.split("=", 2)[0];
      require(
          ENTRY.matcher(entry).matches(),
          List.of("conf"),
          "conf must each be as key=value with a key of Spark, as spark.executor.memory=8g, but one"
              + " begins with \"%s\"",
          key);
      require(
          !SECRET.matcher(key).matches(),
          List.of("conf"),
          "conf must hold no secrets, since the run keeps its config, but has %s; Spark also reads"
              + " it from conf/spark-defaults.conf",
          key);
      require(
          !key.equals("spark.master"),
          List.of("conf", "master"),
          "conf must not hold spark.master, which is the key spark.master");
      require(
          !key.equals(SparkSubmit.SERIALIZER) || entry.endsWith("=" + SparkSubmit.JAVA_SERIALIZER),
          List.of("conf"),
          "conf must leave spark.serializer at %s: others cannot write the classes of prod2vec",
          SparkSubmit.JAVA_SERIALIZER);
      require(
          !key.equals("spark.submit.deployMode") || entry.endsWith("=client"),
          List.of("conf"),
          "conf must leave spark.submit.deployMode at client: in the mode cluster the exit codes of"
              + " prod2vec are lost");
    }
    require(
        settings(conf).size() == conf.size(), List.of("conf"), "conf must hold each key once only");
  }

  /// Spark's own settings, by key.
  SequencedMap<String, String> settings() {
    return settings(conf);
  }

  private static SequencedMap<String, String> settings(List<String> conf) {
    SequencedMap<String, String> settings = new LinkedHashMap<>();
    for (String entry : conf) {
      String[] parts = entry.split("=", 2);
      settings.put(parts[0], parts[1]);
    }
    return settings;
  }

  /// The settings for this machine: those that somebody gave here, and else those of the run.
  ///
  /// @param given keys that somebody gave here, with their section
  public SparkConfig orElse(SparkConfig ofRun, Iterable<String> given) {
    SparkConfig mixed = ofRun;
    Map<String, Object> here = Map.of("master", master, "home", home, "conf", conf);
    for (String key : given) {
      String name = key.startsWith(SECTION + ".") ? key.substring(SECTION.length() + 1) : "";
      Object value = here.get(name);
      if (value != null) {
        mixed = Records.with(mixed, name, value);
      }
    }
    return mixed;
  }

  @Override
  public String section() {
    return SECTION;
  }

  @Override
  public String description() {
    return "The cluster, if engine is spark.";
  }

  @Override
  public Scope scope() {
    return Scope.MACHINE;
  }
}
