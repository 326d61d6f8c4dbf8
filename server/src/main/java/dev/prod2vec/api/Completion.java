package dev.prod2vec.api;

import dev.prod2vec.file.InputException;
import dev.prod2vec.file.Json;
import dev.prod2vec.live.ServedRun;
import dev.prod2vec.model.CompletedBasket;
import dev.prod2vec.model.NeighbourRules;
import dev.prod2vec.recommend.Neighbour;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/// Answers what completes baskets.
final class Completion {
  /// Most baskets of a request.
  static final int MOST_BASKETS = 1000;

  /// Most products of a basket.
  static final int MOST_PRODUCTS = 1000;

  /// Most products of all lists together.
  static final int MOST_ANSWERS = 100_000;

  private static final int MOST_UNKNOWN = 100;

  /// Parts may be missing, but none may be unknown: a misspelt one would be ignored in silence.
  private static final JsonMapper MAPPER =
      Json.MAPPER
          .rebuild()
          .disable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /// Batches, one after the other: each takes all cores.
  private static final HeavyWork BATCHES = new HeavyWork("batches", 32);

  private Completion() {}

  static CompletionDocument answer(Request request) throws InterruptedException {
    CompletionRequest asked = parse(request.body());
    List<AskedBasket> baskets = baskets(asked);
    int limit = Request.within(Routes.LIMIT, asked.limit().orElse(Routes.LIMIT.standard()));
    if ((long) limit * baskets.size() > MOST_ANSWERS) {
      throw refused(
          "%s baskets with a limit of %s; baskets times limit may be %s at most"
              .formatted(baskets.size(), limit, MOST_ANSWERS));
    }
    NeighbourRules rules = Filters.of(asked);
    ServedRun run = request.run();
    return baskets.size() == 1
        ? complete(run, baskets, rules, limit)
        : BATCHES.run(() -> complete(run, baskets, rules, limit));
  }

  private static CompletionDocument complete(
      ServedRun run, List<AskedBasket> baskets, NeighbourRules rules, int limit) {
    Set<String> unknown = new LinkedHashSet<>();
    List<int[]> known = new ArrayList<>();
    List<int[]> all = new ArrayList<>();
    for (AskedBasket basket : baskets) {
      int[] products = products(run, basket.products(), unknown);
      all.add(products);
      if (products.length > 0) {
        known.add(products);
      }
    }
    Iterator<List<Neighbour>> lists =
        (known.isEmpty()
                ? List.<List<Neighbour>>of()
                : run.complete(known.toArray(int[][]::new), rules, limit))
            .iterator();
    List<CompletedBasket> completed = new ArrayList<>();
    for (int i = 0; i < baskets.size(); i++) {
      List<Neighbour> list = all.get(i).length == 0 ? List.of() : lists.next();
      completed.add(CompletedBasket.of(baskets.get(i).basketId(), list, run.vocabulary()));
    }
    return new CompletionDocument(completed, List.copyOf(unknown));
  }

  private static int[] products(ServedRun run, List<String> ids, Set<String> unknown) {
    return ids.stream()
        .flatMap(id -> {
          var product = run.product(id);
          if (product.isEmpty() && unknown.size() < MOST_UNKNOWN) {
            unknown.add(Request.shown(id));
          }
          return product.stream();
        })
        .mapToInt(product -> product.index())
        .distinct()
        .toArray();
  }

  private static List<AskedBasket> baskets(CompletionRequest asked) {
    if (asked.basket().isPresent() == asked.baskets().isPresent()) {
      throw refused("either basket or baskets is needed, and not both");
    }
    List<AskedBasket> baskets =
        asked
            .basket()
            .map(products -> List.of(new AskedBasket("1", products)))
            .or(asked::baskets)
            .orElseThrow();
    if (baskets.isEmpty() || baskets.size() > MOST_BASKETS) {
      throw refused(
          "baskets has %s baskets; allowed are 1 to %s".formatted(baskets.size(), MOST_BASKETS));
    }
    for (AskedBasket basket : baskets) {
      if (basket.products().isEmpty() || basket.products().size() > MOST_PRODUCTS) {
        throw refused(
            "basket \"%s\" has %s products; allowed are 1 to %s"
                .formatted(
                    Request.shown(basket.basketId()), basket.products().size(), MOST_PRODUCTS));
      }
    }
    return baskets;
  }

  private static CompletionRequest parse(byte[] body) {
    try {
      // Jackson would take other encodings as well, and replace what is broken.
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      return Json.parse(MAPPER, text, "the body", CompletionRequest.class);
    } catch (CharacterCodingException _) {
      throw refused("the body is no text in UTF-8");
    } catch (InputException e) {
      throw refused(reason(e));
    }
  }

  /// Why the body is refused; without names of classes, which Jackson would say.
  private static String reason(InputException e) {
    return switch (e.getCause()) {
      case UnrecognizedPropertyException unknown -> unknown(unknown);
      case MismatchedInputException other ->
          "the body: %sanother kind of value expected; %s describes which"
              .formatted(Json.key(other), Routes.DESCRIPTION);
      case null, default -> String.valueOf(e.getMessage());
    };
  }

  private static String unknown(UnrecognizedPropertyException e) {
    return "the body: unknown name \"%s\"; known are %s"
        .formatted(
            Request.shown(e.getPropertyName()),
            e.getKnownPropertyIds().stream()
                .map(String::valueOf)
                .sorted()
                .collect(Collectors.joining(", ")));
  }

  private static RefusedException refused(String detail) {
    return new RefusedException(400, detail);
  }
}
