package dev.prod2vec.api;

import dev.prod2vec.comparison.RunComparison;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.explorer.ExplorerPage;
import dev.prod2vec.file.InputException;
import dev.prod2vec.live.Asks;
import dev.prod2vec.live.LiveRun;
import dev.prod2vec.live.ServedRun;
import dev.prod2vec.model.NeighbourDocument;
import dev.prod2vec.model.ProductEntry;
import dev.prod2vec.plane.ProductMap;
import dev.prod2vec.process.Failure;
import dev.prod2vec.process.ToolVersion;
import dev.prod2vec.recommend.NeighbourKind;
import dev.prod2vec.recommend.NeighbourOrder;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.TypedSearch;
import dev.prod2vec.vocabulary.Vocabulary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  private static final Parameter.Texts LISTED =
      new Parameter.Texts(
          "id",
          "The shop's id of a product. If any is given, these products are listed in their order,"
              + " whatever the other parameters are; ids that no product has are left out.",
          200);

  private static final Parameter.Whole SEARCH_LIMIT =
      new Parameter.Whole("limit", "Most products in the list.", 1, 100, 20);

  private static final Parameter.Segment OTHER =
      new Parameter.Segment("other", "The shop's id of another product.");

  private static final Parameter.Segment FILE =
      new Parameter.Segment("name", "The file's name, as the run lists it.");

  private static final Parameter.Text RUN =
      new Parameter.Text(
          "run", "Id of a finished run of the folder. Without it: the run that is served.", 200);

  private static final Parameter.Texts TAG =
      new Parameter.Texts(
          "tag", "Only runs with this tag; given more often, with all of these tags.", 20);

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
              "Finds products while somebody types, or by their ids.",
              List.of(QUERY, SEARCH_LIMIT, LISTED),
              ProductList.class,
              Routes::search),
          get(
              ROOT + "/products/{id}",
              "getProduct",
              "One product.",
              List.of(ID),
              ProductEntry.class,
              request -> ProductEntry.of(product(request), request.run().vocabulary())),
          get(
              ROOT + "/products/{id}/why/{other}",
              "explainPair",
              "What two products have in common: how often they were bought together, and what both"
                  + " are bought along with.",
              List.of(ID, OTHER),
              WhyDocument.class,
              request -> WhyDocument.of(request.run(), product(request), other(request))),
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
              List.of(RUN),
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
          get(
              ROOT + "/run",
              "getRun",
              "The run: its vectors and its files.",
              List.of(),
              RunDocument.class,
              request -> RunDocument.of(request.run())),
          new Route(
              "GET",
              ROOT + "/run/report",
              "getReport",
              "What the run's report says, apart from its products: a part of a page.",
              List.of(RUN),
              Optional.empty(),
              new Route.Content.Text("text/html; charset=utf-8"),
              Route.About.RUN,
              request -> RunContent.report(request.run())),
          new Route(
              "GET",
              ROOT + "/run/files/{name}",
              "getFile",
              "A file of the run.",
              List.of(FILE, RUN),
              Optional.empty(),
              new Route.Content.File(),
              Route.About.RUN,
              request -> RunContent.file(request.run(), request.segment(FILE))),
          new Route(
              "GET",
              ROOT + "/runs",
              "listRuns",
              "The runs of the folder, and which of them is served.",
              List.of(TAG),
              Optional.empty(),
              new Route.Content.Json(RunList.class),
              Route.About.NOW,
              request -> RunList.of(request.run().id(), request.live().list(), request.texts(TAG))),
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
              Route.About.SERVER,
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
              "The explorer: a page for people. It asks the routes above.",
              List.of(),
              Optional.empty(),
              new Route.Content.Html(),
              Route.About.SERVER,
              _ -> ExplorerPage.page()));

  private Routes() {}

  private static Route get(
      String path,
      String operation,
      String meaning,
      List<Parameter> parameters,
      Class<? extends Record> answer,
      Route.Handler handler) {
    List<Parameter> all = new ArrayList<>(parameters);
    all.add(RUN);
    return new Route(
        "GET",
        path,
        operation,
        meaning,
        all,
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

  private static Product other(Request request) {
    return product(request.run(), request.segment(OTHER));
  }

  /// The run that a request is about.
  ///
  /// @param query as [Request] takes it
  /// @throws RefusedException if there is no such run
  public static ServedRun run(Route route, Map<String, List<String>> query, LiveRun live) {
    List<String> ids =
        route.parameters().contains(RUN) ? query.getOrDefault(RUN.name(), List.of()) : List.of();
    if (ids.isEmpty()) {
      return live.run();
    }
    String id = ids.getFirst();
    try {
      return live.run(id)
          .orElseThrow(() ->
              new RefusedException(
                  404,
                  "no finished run has the id \"%s\"; %s/runs lists them"
                      .formatted(Request.shown(id), ROOT)));
    } catch (InputException | IOException e) {
      throw new RefusedException(
          404, "run %s cannot be read: %s".formatted(id, Failure.of(e).message()));
    }
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
    List<String> ids = request.texts(LISTED);
    if (!ids.isEmpty()) {
      List<ProductEntry> listed =
          ids.stream()
              .flatMap(id -> request.run().product(id).stream())
              .map(product -> ProductEntry.of(product, vocabulary))
              .toList();
      return new ProductList(listed.size(), listed);
    }
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
    return MapDocument.of(map, run.vocabulary());
  }
}
