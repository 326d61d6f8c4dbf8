package dev.prod2vec.schema;

import dev.prod2vec.setting.WrongUseException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// A config file: YAML 1.2, sections as mappings, keys in kebab-case.
final class YamlFile {
  private static final int MOST_BYTES = 1 << 20;
  private static final int DEEPEST = 64;
  private static final int MOST_ALIASES = 64;
  private static final int MOST_VALUES = 100_000;

  private final Schema<?> schema;
  private final Path file;
  private final Faults faults;
  private final List<Given> given = new ArrayList<>();
  private final Map<String, Integer> lines = new HashMap<>();

  private YamlFile(Schema<?> schema, Path file, Faults faults) {
    this.schema = schema;
    this.file = file;
    this.faults = faults;
  }

  /// Reads all keys with their lines.
  ///
  /// @throws WrongUseException if there is no such file or it cannot be read
  static List<Given> read(Schema<?> schema, Path file, Faults faults) {
    YamlFile reader = new YamlFile(schema, file, faults);
    String text = text(file);
    // The buffer holds all of it: a scanner that has to fill it again in the middle of a long line
    // copies the line each time.
    LoadSettings settings =
        LoadSettings.builder().setLabel(file.toString()).setBufferSize(text.length() + 1).build();
    try {
      if (reader.isBounded(new Parse(settings).parseString(text))) {
        new Compose(settings).composeString(text).ifPresent(root -> reader.section("", root));
      }
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(YamlFile::line).orElse(0);
      faults.add(new Origin.File(file.toString(), line), "is not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      faults.add(new Origin.File(file.toString(), 0), "is not YAML: " + e.getMessage());
    }
    return reader.given;
  }

  /// Whether the file is no deeper and no longer than a config can be. The first place that is
  /// becomes a fault. No nodes are built for this check.
  private boolean isBounded(Iterable<Event> events) {
    int depth = 0;
    int aliases = 0;
    int values = 0;
    for (Event event : events) {
      switch (event.getEventId()) {
        case MappingStart, SequenceStart -> depth++;
        case MappingEnd, SequenceEnd -> depth--;
        case Alias -> aliases++;
        case Scalar -> values++;
        case Comment, DocumentStart, DocumentEnd, StreamStart, StreamEnd -> {}
      }
      Optional<String> fault = fault(depth, aliases, values);
      if (fault.isPresent()) {
        int line = event.getStartMark().map(YamlFile::line).orElse(0);
        faults.add(new Origin.File(file.toString(), line), fault.get());
        return false;
      }
    }
    return true;
  }

  private static Optional<String> fault(int depth, int aliases, int values) {
    String most =
        depth > DEEPEST
            ? "nests deeper than %d levels".formatted(DEEPEST)
            : aliases > MOST_ALIASES
                ? "holds more than %d aliases".formatted(MOST_ALIASES)
                : values > MOST_VALUES ? "holds more than %,d values".formatted(MOST_VALUES) : "";
    return Optional.of(most)
        .filter(text -> !text.isEmpty())
        .map(text -> text + ", which no config needs; is it the right file?");
  }

  private static String text(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new WrongUseException(
            file
                + ": is larger than 1 MiB, the most that a config may be; is it the right file?\n"
                + "hint: a glob such as orders/*.parquet stands for many files");
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (NoSuchFileException e) {
      throw new WrongUseException(file + ": no such config file");
    } catch (CharacterCodingException e) {
      throw new WrongUseException(file + ": is not UTF-8");
    } catch (IOException e) {
      throw new WrongUseException(file + ": cannot be read: " + e.getMessage());
    }
  }

  private void section(String prefix, Node node) {
    if (!(node instanceof MappingNode mapping)) {
      if (!isEmpty(node)) {
        String what = prefix.isEmpty() ? "the file" : prefix.substring(0, prefix.length() - 1);
        faults.add(at(node), what + " must have keys with values below it");
      }
      return;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      Node keyNode = tuple.getKeyNode();
      String name = prefix + (keyNode instanceof ScalarNode scalar ? scalar.getValue() : "?");
      Integer before = lines.putIfAbsent(name, line(keyNode));
      if (before != null) {
        faults.add(at(keyNode), "%s is there twice, first on line %d".formatted(name, before));
      } else if (schema.hasKeys(name)) {
        section(name + ".", tuple.getValueNode());
      } else {
        value(name, keyNode, tuple.getValueNode());
      }
    }
  }

  private void value(String name, Node keyNode, Node node) {
    if (schema.key(name).isEmpty()) {
      given.add(new Given(name, List.of(), at(keyNode)));
    } else if (isEmpty(node)) {
      faults.add(at(keyNode), name + " has no value; leave the key out for the default");
    } else if (node instanceof ScalarNode scalar) {
      given.add(new Given(name, List.of(scalar.getValue()), at(keyNode)));
    } else if (node instanceof SequenceNode sequence
        && sequence.getValue().stream().allMatch(ScalarNode.class::isInstance)) {
      List<String> values =
          sequence.getValue().stream().map(item -> ((ScalarNode) item).getValue()).toList();
      given.add(new Given(name, values, at(keyNode)));
    } else {
      faults.add(at(keyNode), name + " must be one value or a list of values, with no keys in it");
    }
  }

  private static boolean isEmpty(Node node) {
    return node instanceof ScalarNode && node.getTag().equals(Tag.NULL);
  }

  private Origin at(Node node) {
    return new Origin.File(file.toString(), line(node));
  }

  private static int line(Node node) {
    return node.getStartMark().map(YamlFile::line).orElse(0);
  }

  private static int line(Mark mark) {
    return mark.getLine() + 1;
  }
}
