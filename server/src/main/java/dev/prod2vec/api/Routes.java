package dev.prod2vec.api;

import dev.prod2vec.comparison.RunComparison;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.live.Asks;
import dev.prod2vec.live.ServedRun;
import dev.prod2vec.model.NeighbourDocument;
import dev.prod2vec.model.ProductEntry;
import dev.prod2vec.plane.ProductMap;
import dev.prod2vec.process.ToolVersion;
import dev.prod2vec.recommend.NeighbourKind;
import dev.prod2vec.recommend.NeighbourOrder;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.TypedSearch;
import dev.prod2vec.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The table of routes: what is served, checked and described.
public final class Routes {
  /// Where the routes that answer about a run begin.
  static final String ROOT = "/api/v1";

  /// The document that describes the routes.
  static final String DESCRIPTION = "/openapi.json";

  private static final Parameter.Segment ID =
      new Parameter.Segment("id", "The shop's id of the product.");

  static final Parameter.Whole LIMIT =
      new Parameter.Whole("limit", "Most products in the list.", 1, 1000, 10);

  private static final Parameter.Choice SORT =
      new Parameter.Choice(
          "sort",
          "The order of the list; it does not decide what is in it.",
          Arrays.stream(NeighbourOrder.values()).map(Routes::word).toList(),
          word(NeighbourOrder.SCORE));

  private static final Parameter.Text QUERY =
      new Parameter.Text(
          "q",
          "What somebody typed so far: an id or its beginning, or words of the name, which may be"
              + " begun, misspelt or without accents. Empty: the most bought products.",
          200);

  private static final Parameter.Whole SEARCH_LIMIT =
      new Parameter.Whole("limit", "Most products in the list.", 1, 100, 20);

  private static final Parameter.Texts IDS =
      new Parameter.Texts(
          "id", "The shop's id of a product. None: all products, page by page.", 100);

  private static final Parameter.Whole OFFSET =
      new Parameter.Whole(
          "offset", "How many products to skip, if no id is given.", 0, Integer.MAX_VALUE, 0);

  private static final Parameter.Whole VECTOR_LIMIT =
      new Parameter.Whole("limit", "Most vectors in the list, if no id is given.", 1, 1000, 100);

  /// All routes, in the order in which they are described.
  public static final List<Route> ALL =
      List.of(
          get(
              ROOT + "/products",
              "searchProducts",
              "Finds products while somebody types.",
              List.of(QUERY, SEARCH_LIMIT),
              ProductList.class,
              Routes::search),
          get(
              ROOT + "/products/{id}",
              "getProduct",
              "One product.",
              List.of(ID),
              ProductEntry.class,
              request -> ProductEntry.of(product(request), request.run().vocabulary())),
          neighbours(
              "similar",
              "listSimilar",
              "What could be bought instead of a product, with the evidence for it.",
              NeighbourKind.SUBSTITUTE),
          neighbours(
              "complements",
              "listComplements",
              "What is bought along with a product, with the evidence for it.",
              NeighbourKind.COMPLEMENT),
          neighbours(
              "cannibals",
              "listCannibals",
              "What competes with a product: similar products that are seldom bought along with it.",
              NeighbourKind.CANNIBAL),
          new Route(
              "POST",
              ROOT + "/complete",
              "completeBaskets",
              "What goes next into one basket or each of several, with reasons. At most "
                  + "%s baskets of %s products, and %s products in all lists together."
                      .formatted(
                          Completion.MOST_BASKETS,
                          Completion.MOST_PRODUCTS,
                          Completion.MOST_ANSWERS),
              List.of(),
              Optional.of(CompletionRequest.class),
              new Route.Content.Json(CompletionDocument.class),
              Route.About.NOW,
              Completion::answer),
          get(
              ROOT + "/vectors",
              "listVectors",
              "Vectors of products.",
              List.of(IDS, OFFSET, VECTOR_LIMIT),
              VectorList.class,
              Routes::vectors),
          get(
              ROOT + "/map",
              "getMap",
              "Where all products stand on the map: similar ones are close to each other.",
              List.of(),
              MapDocument.class,
              Routes::map),
          new Route(
              "GET",
              ROOT + "/runs",
              "listRuns",
              "The runs of the folder, and which of them is served.",
              List.of(),
              Optional.empty(),
              new Route.Content.Json(RunList.class),
              Route.About.NOW,
              request -> new RunList(request.run().id(), request.live().list())),
          new Route(
              "GET",
              ROOT + "/compare",
              "compareRuns",
              "Two runs of the folder side by side: scores, new products, changed lists, drift.",
              RunComparisons.PARAMETERS,
              Optional.empty(),
              new Route.Content.Json(RunComparison.class),
              Route.About.NOW,
              RunComparisons::answer),
          new Route(
              "GET",
              "/health",
              "getHealth",
              "Whether the server answers. Needs no token.",
              List.of(),
              Optional.empty(),
              new Route.Content.Json(Health.class),
              Route.About.LIFE,
              _ -> new Health("ok", ToolVersion.TEXT)),
          new Route(
              "GET",
              "/metrics",
              "getMetrics",
              "What the server counts, as Prometheus reads it.",
              List.of(),
              Optional.empty(),
              new Route.Content.Text("text/plain; version=0.0.4; charset=utf-8"),
              Route.About.NOW,
              Request::metrics),
          new Route(
              "GET",
              DESCRIPTION,
              "getDescription",
              "This document.",
              List.of(),
              Optional.empty(),
              new Route.Content.Document(),
              Route.About.NOW,
              _ -> OpenApi.DOCUMENT),
          new Route(
              "GET",
              "/",
              "",
              "A page that names the run.",
              List.of(),
              Optional.empty(),
              new Route.Content.Html(),
              Route.About.RUN,
              request -> HomePage.of(request.run())));

  private Routes() {}

  private static Route get(
      String path,
      String operation,
      String meaning,
      List<Parameter> parameters,
      Class<? extends Record> answer,
      Route.Handler handler) {
    return new Route(
        "GET",
        path,
        operation,
        meaning,
        parameters,
        Optional.empty(),
        new Route.Content.Json(answer),
        Route.About.RUN,
        handler);
  }

  private static Route neighbours(
      String name, String operation, String meaning, NeighbourKind kind) {
    List<Parameter> parameters = new ArrayList<>(List.of(ID, LIMIT, SORT));
    parameters.addAll(Filters.ALL);
    return get(
        ROOT + "/products/{id}/" + name,
        operation,
        meaning,
        parameters,
        NeighbourDocument.class,
        request ->
            request
                .run()
                .neighbours(
                    product(request),
                    Filters.of(request),
                    new Asks(kind, request.whole(LIMIT), order(request.choice(SORT)))));
  }

  private static String word(NeighbourOrder order) {
    return order.name().toLowerCase(Locale.ROOT);
  }

  private static NeighbourOrder order(String word) {
    return NeighbourOrder.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static Product product(Request request) {
    return product(request.run(), request.segment(ID));
  }

  private static Product product(ServedRun run, String id) {
    return run.product(id)
        .orElseThrow(() ->
            new RefusedException(
                404,
                "no product has the id \"%s\"; %s/products?q= finds products by name"
                    .formatted(Request.shown(id), ROOT)));
  }

  private static ProductList search(Request request) {
    Vocabulary vocabulary = request.run().vocabulary();
    String text = request.text(QUERY);
    int limit = request.whole(SEARCH_LIMIT);
    TypedSearch.Found found =
        text.isBlank()
            ? new TypedSearch.Found(
                vocabulary.products().stream().limit(limit).toList(), vocabulary.size())
            : request.run().find(text, limit);
    return new ProductList(
        found.total(),
        found.products().stream().map(it -> ProductEntry.of(it, vocabulary)).toList());
  }

  private static VectorList vectors(Request request) {
    ServedRun run = request.run();
    Vocabulary vocabulary = run.vocabulary();
    List<String> ids = request.texts(IDS);
    List<Product> products =
        ids.isEmpty()
            ? vocabulary.products().stream()
                .skip(request.whole(OFFSET))
                .limit(request.whole(VECTOR_LIMIT))
                .toList()
            : ids.stream().map(id -> product(run, id)).toList();
    Embedding embedding = run.model().embedding();
    return new VectorList(
        embedding.dim(),
        vocabulary.size(),
        products.stream()
            .map(product ->
                new VectorEntry(
                    product.id(),
                    vocabulary.source(product).word(),
                    Arrays.copyOfRange(
                        embedding.input(),
                        product.index() * embedding.dim(),
                        (product.index() + 1) * embedding.dim())))
            .toList());
  }

  private static MapDocument map(Request request) throws InterruptedException {
    ServedRun run = request.run();
    ProductMap map =
        run.map()
            .orElseThrow(() ->
                new RefusedException(
                    404, "run %s has no map: its exports were not written".formatted(run.id())));
    return new MapDocument(
        ProductMap.SIZE,
        map.anchors(),
        run.vocabulary().products().stream().map(Product::id).toList(),
        map.x(),
        map.y());
  }
}
