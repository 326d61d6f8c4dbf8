package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.setting.Nearest;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.Location;
import dev.prod2vec.store.StoredObject;
import dev.prod2vec.store.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The files that a config names.
final class InputFiles {
  private static final Pattern ADDRESS = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):/+.*");

  /// How deep and at how many files to look in a folder, to suggest a glob.
  private static final int HINT_DEPTH = 6;

  private static final int HINT_FILES = 1000;

  private final Database database;
  private final Stores stores;
  private final RemoteFiles remote;
  private final ReadableFiles readable;
  private final Map<String, Input> inputs = new HashMap<>();
  private final SequencedSet<String> empty = new LinkedHashSet<>();
  private final TableFolders tables = new TableFolders();

  InputFiles(Database database, Stores stores) {
    this(database, stores, RemoteFiles.NONE);
  }

  /// @param remote files that others read
  InputFiles(Database database, Stores stores, RemoteFiles remote) {
    this.database = database;
    this.stores = stores;
    this.remote = remote;
    this.readable = new ReadableFiles(database.folder());
  }

  /// The files, each once: in the order of the list, and the files of a glob by name. Pipes, files
  /// compressed with zstd and text that is not UTF-8 are replaced by copies.
  ///
  /// @param key config key that names them
  /// @param dialect says their encoding
  /// @throws WrongUseException if a file does not exist or is a folder, or a glob matches none
  /// @throws InputException if a file cannot be read
  SequencedSet<Input> find(String key, List<String> patterns, Dialect dialect)
      throws InterruptedException {
    SequencedSet<Input> found = new LinkedHashSet<>();
    StoredInputs stored = new StoredInputs(stores);
    for (String pattern : patterns) {
      Location location = Location.parse(pattern);
      if (remote.has(location)) {
        for (StoredObject file : remotely(key, location)) {
          found.add(readable.of(fetched(file), dialect));
        }
      } else if (stored.has(location)) {
        for (Input sent : stored.fetch(key, location)) {
          found.add(readable.of(sent, dialect));
        }
      } else {
        for (Path file : files(key, pattern)) {
          tables.look(key, file);
          found.add(readable.of(file, dialect));
        }
      }
    }
    found.forEach(input -> inputs.put(input.name(), input));
    return found;
  }

  private List<StoredObject> remotely(String key, Location pattern) {
    List<StoredObject> found;
    try {
      found = remote.find(pattern);
      refuseTables(key, pattern);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<StoredObject> meant =
        found.stream()
            .filter(file -> !IgnoredFiles.isIgnored(pattern.path(), file.location().path()))
            .toList();
    if (meant.isEmpty()) {
      throw new WrongUseException("%s: no file matches %s".formatted(key, pattern));
    }
    return meant;
  }

  /// @throws WrongUseException if the folder of a glob is a table of Delta or Iceberg
  private void refuseTables(String key, Location pattern) throws IOException {
    int glob = glob(pattern.path());
    if (glob < 0) {
      return;
    }
    String folder = pattern.path().substring(0, pattern.path().lastIndexOf('/', glob) + 1);
    for (String log : List.of("_delta_log/*.json", "metadata/*.metadata.json")) {
      Location place = new Location(pattern.scheme(), pattern.authority(), folder + log);
      for (StoredObject file : remote.find(place)) {
        throw TableFolders.refused(
            key,
            new Location(pattern.scheme(), pattern.authority(), folder).toString(),
            TableFolders.formatOf(file.location().path()).orElseThrow());
      }
    }
  }

  private Input fetched(StoredObject file) {
    Path copy = database.folder().resolve(UUID.randomUUID() + ".input");
    try {
      remote.fetch(file.location(), copy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Input.sent(file.location().toString(), copy);
  }

  /// The same, where remote files and files compressed with zstd stay as they are.
  SequencedSet<Input> asTheyAre(String key, List<String> patterns) throws InterruptedException {
    SequencedSet<Input> found = new LinkedHashSet<>();
    StoredInputs stored = new StoredInputs(stores);
    for (String pattern : patterns) {
      Location location = Location.parse(pattern);
      if (remote.has(location)) {
        remotely(key, location)
            .forEach(file -> found.add(Input.remote(file.location().toString(), file.bytes())));
      } else if (stored.has(location)) {
        for (Input sent : stored.fetch(key, location)) {
          found.add(shared(sent));
        }
      } else {
        for (Path file : files(key, pattern)) {
          tables.look(key, file);
          found.add(readable.asItIs(file));
        }
      }
    }
    return found;
  }

  /// A copy in the database's folder, which other machines see.
  private Input shared(Input sent) {
    Path copy = database.folder().resolve(UUID.randomUUID() + ".input");
    try {
      return sent.withPath(Files.copy(sent.path(), copy));
    } catch (IOException e) {
      throw new UncheckedIOException(copy + ": cannot be written: " + e, e);
    }
  }

  /// The files of this machine that a path or a glob names.
  private List<Path> files(String key, String pattern) throws InterruptedException {
    Path file = Pipes.path(pattern);
    if (Files.isDirectory(file)) {
      tables.look(key, file.resolve("any"));
      throw new WrongUseException(
          "%s: %s is a folder; a file or a glob expected\nhint: %s"
              .formatted(key, pattern, globOf(file)));
    } else if (Files.exists(file)) {
      return List.of(file);
    } else if (isAddress(pattern)) {
      throw address(key, pattern);
    } else if (glob(pattern) >= 0) {
      return matches(key, pattern);
    }
    String here = CurrentDirectoryHint.hint(file);
    throw new WrongUseException(
        "%s: no file %s%s".formatted(key, pattern, here.isEmpty() ? hint(file) : here));
  }

  /// The same for files that are parts of one table: an empty file among others is left out.
  SequencedSet<Input> parts(String key, List<String> patterns, Dialect dialect)
      throws InterruptedException {
    return withoutEmpty(find(key, patterns, dialect));
  }

  /// The same, where files compressed with zstd stay as they are: others read them.
  SequencedSet<Input> partsAsTheyAre(String key, List<String> patterns)
      throws InterruptedException {
    return withoutEmpty(asTheyAre(key, patterns));
  }

  private SequencedSet<Input> withoutEmpty(SequencedSet<Input> files) {
    SequencedSet<Input> full =
        files.stream()
            .filter(file -> file.isRemote() ? file.bytes() > 0 : !ReadableFiles.isEmpty(file))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    if (full.isEmpty()) {
      return files;
    }
    files.stream().filter(file -> !full.contains(file)).forEach(file -> empty.add(file.name()));
    return full;
  }

  /// The input of a name.
  ///
  /// @throws IllegalArgumentException if no input has the name
  Input named(String name) {
    @Nullable Input input = inputs.get(name);
    if (input == null) {
      throw new IllegalArgumentException("no input " + name);
    }
    return input;
  }

  /// The same with its text as the dialect's encoding gives it.
  ///
  /// @throws InputException if it is not in that encoding
  Input named(String name, Dialect dialect) throws InterruptedException {
    return dialect.csv().encoding().isEmpty() ? named(name) : readable.of(named(name), dialect);
  }

  /// Makes the tables `empty_file(file)` and `table_folder(folder, format)` of the anomalies.
  void record() throws InterruptedException {
    database.execute("CREATE TABLE empty_file (file VARCHAR)");
    for (String file : empty) {
      database.execute("INSERT INTO empty_file VALUES (%s)".formatted(Sql.text(file)));
    }
    database.execute("CREATE TABLE table_folder (folder VARCHAR, format VARCHAR)");
    for (Map.Entry<String, String> folder : tables.found().entrySet()) {
      database.execute(
          "INSERT INTO table_folder VALUES (%s, %s)"
              .formatted(Sql.text(folder.getKey()), Sql.text(folder.getValue())));
    }
  }

  /// The position of the first glob character; below 0 if there is none.
  static int glob(String pattern) {
    return IntStream.range(0, pattern.length())
        .filter(at -> "*?[".indexOf(pattern.charAt(at)) >= 0)
        .findFirst()
        .orElse(-1);
  }

  private List<Path> matches(String key, String pattern) throws InterruptedException {
    List<Path> files =
        database
            .rows("SELECT file FROM glob(%s) ORDER BY file".formatted(Sql.text(pattern)))
            .stream()
            .map(List::getFirst)
            .map(Path::of)
            .filter(Files::isRegularFile)
            .toList();
    List<Path> meant =
        files.stream().filter(file -> !IgnoredFiles.isIgnored(pattern, file.toString())).toList();
    if (meant.isEmpty()) {
      throw new WrongUseException(
          "%s: no file matches %s%s"
              .formatted(
                  key,
                  pattern,
                  files.isEmpty()
                      ? ""
                      : "; names that begin with . or _ are skipped, such as "
                          + Excerpt.of(String.valueOf(files.getFirst().getFileName()))));
    }
    return meant;
  }

  private static boolean isAddress(String pattern) {
    return ADDRESS.matcher(pattern).matches();
  }

  private WrongUseException address(String key, String pattern) {
    Matcher address = ADDRESS.matcher(pattern);
    String scheme = address.matches() ? address.group(1) : "";
    Optional<String> same = stores.sameAs(scheme);
    String hint =
        same.isPresent()
            ? "locations of these files begin with %s://".formatted(same.get())
            : hint(scheme, pattern);
    String examples = stores.examples();
    return new WrongUseException(
        "%s: %s is an address; files and globs%s are read\nhint: %s"
            .formatted(
                key,
                pattern,
                examples.isEmpty() ? "" : ", also of locations such as " + examples + ",",
                hint));
  }

  private static String hint(String scheme, String pattern) {
    return switch (scheme) {
      case "http", "https", "ftp", "ftps" -> fetchedBy("curl -fsSL ADDRESS");
      case "gs" -> fetchedBy("gcloud storage cat ADDRESS");
      case "hdfs" -> fetchedBy("hdfs dfs -cat ADDRESS");
      case "az", "abfs", "abfss", "wasb", "wasbs" ->
          fetchedBy("azcopy cp ADDRESS --from-to BlobPipe");
      case "file" -> pattern.replaceFirst("^file:/+", "/") + " is the file's name";
      default -> "fetch it to a file and name that";
    };
  }

  private static String fetchedBy(String command) {
    return "%1$s > FILE, and name the file; or name <(%1$s)".formatted(command);
  }

  /// A glob that matches the files of a folder: the most frequent kind of file, at its depth.
  private static String globOf(Path folder) {
    String name = folder.toString();
    try (Stream<Path> files =
        Files.find(folder, HINT_DEPTH, (_, attributes) -> attributes.isRegularFile())) {
      Map<String, Long> globs =
          files
              .limit(HINT_FILES)
              .map(folder::relativize)
              .filter(file -> !IgnoredFiles.isIgnored("*", file.toString()))
              .collect(Collectors.groupingBy(InputFiles::globOfFile, Collectors.counting()));
      return globs.entrySet().stream()
          .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
          .map(glob -> "'%s/%s'".formatted(name, glob.getKey()))
          .orElse("there is no file in it");
    } catch (IOException | UncheckedIOException e) {
      return "'%s/*.csv'".formatted(name);
    }
  }

  /// `**/*.csv.gz` for `day=1/part-0.csv.gz`.
  private static String globOfFile(Path file) {
    Matcher ending =
        Pattern.compile("(\\.[A-Za-z]\\w{0,9})?(\\.(gz|zst|bz2))?$")
            .matcher(String.valueOf(file.getFileName()));
    return (file.getNameCount() > 1 ? "**/*" : "*") + (ending.find() ? ending.group() : "");
  }

  private static String hint(Path missing) {
    if (ReadableFiles.isOfOneProcess(missing)) {
      return "\nhint: a pipe is there once, for the command it was given to; name it again, or a"
          + " file, in a new run";
    }
    Path folder = missing.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return folder == null ? "" : "; there is no folder " + folder;
    }
    try (Stream<Path> there = Files.list(folder)) {
      List<String> names =
          there.filter(Files::isRegularFile).map(f -> f.getFileName().toString()).sorted().toList();
      Optional<String> near = Nearest.to(String.valueOf(missing.getFileName()), names);
      return near.map(name -> "\nhint: did you mean " + missing.resolveSibling(name) + "?")
          .orElse("");
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": cannot be listed: " + e, e);
    }
  }
}
