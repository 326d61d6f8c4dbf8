package dev.prod2vec.report;

import dev.prod2vec.page.Names;
import dev.prod2vec.recommend.Basis;
import dev.prod2vec.recommend.Neighbour;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;

/// The products and their neighbours as JSON that can stand in a script element: `<`, `>`, `&` and
/// everything outside printable ASCII that JavaScript or HTML might read as more than a letter is
/// escaped. Neighbours are flat lists with five numbers each: position among the ids and names,
/// score in hundredths, baskets together, lift in tenths, and the number of their [Basis].
/// `products.js` reads it.
final class ProductJson {
  private final Vocabulary vocabulary;
  private final int listed;
  private final StringBuilder out = new StringBuilder();

  /// Position among ids and names; those after `listed` are only ever neighbours.
  private final Map<Integer, Integer> positions = new LinkedHashMap<>();

  private ProductJson(Vocabulary vocabulary, int listed) {
    this.vocabulary = vocabulary;
    this.listed = listed;
    for (int i = 0; i < listed; i++) {
      positions.put(i, i);
    }
  }

  /// The JSON of the whole vocabulary.
  ///
  /// @param listed number of products, the most bought, that can be looked up
  static String of(ReportData.Products products, int listed) {
    Vocabulary vocabulary = products.vocabulary();
    ProductJson json = new ProductJson(vocabulary, listed);
    json.out.append("{\"csvFormulas\":");
    json.string(products.formulas().name().toLowerCase(Locale.ROOT));
    json.out.append(",\n\"trained\":").append(vocabulary.trained());
    json.out.append(",\n\"listed\":").append(listed);
    json.out.append(",\n\"substitutes\":");
    json.neighbours(products.substitutes());
    json.out.append(",\n\"complements\":");
    json.neighbours(products.complements());
    List<Product> all = json.positions.keySet().stream().map(vocabulary::product).toList();
    json.out.append(",\n\"counts\":");
    json.array(all, product -> json.out.append(product.count()));
    json.out.append(",\n\"ids\":");
    // An id is never clipped: it stands in addresses and csv files.
    json.array(all, product -> json.string(product.id()));
    json.out.append(",\n\"names\":");
    json.strings(all, Product::name);
    json.out.append(",\n\"categories\":");
    json.categories(all);
    return json.out.append("}").toString();
  }

  private void categories(List<Product> products) {
    List<Integer> columns = new ArrayList<>();
    for (int column = 0; column < vocabulary.categoryColumns().size(); column++) {
      columns.add(column);
    }
    array(columns, column -> category(products, column));
  }

  private void category(List<Product> products, int column) {
    Map<String, Integer> values = new LinkedHashMap<>();
    List<Integer> of = new ArrayList<>();
    for (Product product : products) {
      String value = product.categories().get(column);
      values.putIfAbsent(value, values.size());
      of.add(values.get(value));
    }
    out.append("{\"values\":");
    strings(List.copyOf(values.keySet()), value -> value);
    out.append(",\"of\":");
    array(of, out::append);
    out.append('}');
  }

  private void neighbours(IntFunction<List<Neighbour>> neighbours) {
    array(
        vocabulary.products().subList(0, listed),
        product -> array(neighbours.apply(product.index()), this::one));
  }

  private void one(Neighbour neighbour) {
    positions.putIfAbsent(neighbour.product(), positions.size());
    out.append(positions.get(neighbour.product()))
        .append(',')
        .append(Math.round(100 * neighbour.score()))
        .append(',')
        .append(neighbour.together())
        .append(',')
        .append(Math.round(10 * neighbour.lift()))
        .append(',')
        .append(number(neighbour.basis()));
  }

  private static int number(Basis basis) {
    return switch (basis) {
      case ORDERS -> 0;
      case ORDERS_AND_NAMES -> 1;
      case NAMES -> 2;
    };
  }

  private <T> void strings(List<T> values, Function<T, String> text) {
    array(values, value -> string(Names.clip(text.apply(value))));
  }

  private <T> void array(List<T> values, Consumer<T> write) {
    out.append('[');
    boolean first = true;
    for (T value : values) {
      if (!first) {
        out.append(',');
      }
      first = false;
      write.accept(value);
    }
    out.append(']');
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (harmless(c)) {
        out.append(c);
      } else {
        out.append("\\u%04x".formatted((int) c));
      }
    }
    out.append('"');
  }

  /// Letters of any script may stand as they are; separators, controls, formats and surrogates are
  /// escaped.
  private static boolean harmless(char c) {
    return c < 0x7f ? c >= ' ' && c != '<' && c != '>' && c != '&' : Character.isLetterOrDigit(c);
  }
}
