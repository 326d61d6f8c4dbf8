// Two runs side by side: scores on the same baskets, changed lists, new products, drift.

import { addressOf, go, productAddress } from "./address.js";
import { askFolder } from "./api.js";
import { categoryLine, choice, count, element, field, named, percent, plural, problemNote, table } from "./elements.js";

const LENGTH = 20;

/** @param {import("./explorer.js").View} view */
export async function compareView({ main, settings, signal, run, title }) {
  title("Compare");
  const { runs } = await askFolder("runs", {}, signal);
  const done = runs.filter((each) => each.state === "done").map((each) => each.id);
  main.append(element("h1", {}, "What changed from one run to another?"));
  if (done.length < 2) {
    main.append(element("p", { class: "lead" }, "There is no second finished run in this folder yet."));
    return;
  }
  const b = settings.get("b") ?? run.id;
  const a = settings.get("a") ?? done.findLast((id) => id !== b);
  const known = [...new Set([...done, a, b])].toReversed().map((id) => [id, id]);
  const first = choice("compare-a", a, known);
  const second = choice("compare-b", b, known);
  const change = () => go(addressOf("compare", "", { a: first.value, b: second.value }));
  first.addEventListener("change", change);
  second.addEventListener("change", change);
  const result = element("div", { "aria-live": "polite" }, element("p", { class: "soft" }, "Comparing them takes some seconds …"));
  main.append(
    element("form", { class: "filters", "aria-label": "Runs" }, field("From", first), field("To", second)),
    result,
  );
  // The page can be used while the server works.
  compareRuns(a, b, result, signal);
}

async function compareRuns(a, b, result, signal) {
  try {
    const comparison = await askFolder("compare", { a, b, limit: LENGTH }, signal);
    result.replaceChildren(
      ...comparison.warnings.map((text) => element("p", { class: "hint" }, `${text[0].toUpperCase()}${text.slice(1)}.`)),
      scoresPart(comparison.scores, a, b),
      listsPart(comparison.neighbours),
      productsPart(comparison.products, a, b),
      driftPart(comparison.drift),
    );
  } catch (error) {
    if (error.name !== "AbortError") {
      result.replaceChildren(problemNote(error));
    }
  }
}

const part = (id, title, ...children) =>
  element("section", { class: "part", "aria-labelledby": id }, element("h2", { id }, title), ...children);

function scoresPart(scores, a, b) {
  if (scores.baskets === 0) {
    return part("scores-title", "Scores", element("p", {}, "Nothing was scored."));
  }
  const isShare = (metric) => metric.startsWith("HR");
  const interval = (of, text) => [
    text(of.value),
    element("small", { class: "range" }, `${text(of.low)} to ${text(of.high)}`),
  ];
  const score = (metric) => (isShare(metric) ? percent : (value) => value.toFixed(4));
  const signed = (value, digits) => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(digits)}`;
  const change = (metric) => (value) => (isShare(metric) ? signed(100 * value, 2) : signed(value, 4));
  const [hits] = scores.metrics;
  return part(
    "scores-title",
    "Scores",
    element("p", {}, verdict(hits)),
    element(
      "div",
      { class: "wide" },
      table(
        `${plural(scores.baskets, "test basket", "test baskets")}, the same for both; ranked are the ${plural(scores.ranked_products, "product", "products")} that both know. Below each number: where the true value lies with 95% confidence. Differences of hit rates are in percentage points.`,
        ["Measure", `#${a}`, `#${b}`, "#Difference"],
        scores.metrics.map(({ metric, ...of }) => [
          metric,
          interval(of.a, score(metric)),
          interval(of.b, score(metric)),
          interval(of.difference, change(metric)),
        ]),
        { class: "narrow measures" },
      ),
    ),
  );
}

function verdict({ difference: { value, low, high } }) {
  const points = (x) => (100 * Math.abs(x)).toFixed(2);
  if (value === 0 && low === 0 && high === 0) {
    return "Both find the same hidden products.";
  }
  const how = value >= 0 ? "more" : "fewer";
  const sure = low <= 0 && high >= 0 ? "it may be chance" : "more than chance explains";
  return `In ten guesses the second one finds the hidden product in ${points(value)} percentage points ${how} of the baskets: ${sure}.`;
}

const nameCell = (product) => [
  element("a", { href: productAddress(product.product_id) }, named(product.product_name)),
  element("small", {}, named(categoryLine(product))),
];

const names = (products) =>
  products.length === 0
    ? "–"
    : products.flatMap((each, i) => [i === 0 ? "" : " · ", named(each.product_name)]);

function listsPart(lists) {
  const summary = `${percent(lists.kept)} of the substitutes stayed on average over products, and ${percent(lists.kept_by_orders)} over purchases. The lists of ${plural(lists.changed, "product", "products")} changed.`;
  const rows = lists.changed_products.map((product) => [
    nameCell(product),
    `${count(product.orders_a)} → ${count(product.orders_b)}`,
    count(product.kept),
    names(product.came_in),
    names(product.left),
  ]);
  return part(
    "lists-title",
    "Substitutes",
    element("p", {}, summary),
    rows.length === 0
      ? null
      : element(
          "div",
          { class: "wide" },
          table("The lists that changed most", ["Product", "#Orders", `#Stayed of ${lists.depth}`, "Came in", "Left"], rows, { class: "changes" }),
        ),
  );
}

function productsPart(products, a, b) {
  const list = (title, total, some, of) =>
    total === 0
      ? null
      : element(
          "div",
          {},
          table(
            `${plural(total, "product", "products")} only in ${of}`,
            [title, "#Orders"],
            some.map((product) => [nameCell(product), count(product.count)]),
          ),
          total > some.length ? element("p", { class: "soft" }, `and ${count(total - some.length)} more`) : null,
        );
  return part(
    "products-title",
    "Products",
    element("p", {}, `${plural(products.common, "product is", "products are")} in both.`),
    element(
      "div",
      { class: "lists" },
      list("New", products.added, products.added_products, b),
      list("Gone", products.gone, products.gone_products, a),
    ),
  );
}

function driftPart(drift) {
  return part(
    "drift-title",
    "Drift of the vectors",
    element(
      "p",
      {},
      `The vectors of the first run were turned as a whole so that they fit the second one's best. What is left is drift: 1 − cosine, 0 for a product that stayed, 1 for one that has nothing in common with its old place. It is ${drift.mean.toFixed(3)} on average over products and ${drift.mean_by_orders.toFixed(3)} over purchases; half of the products drifted less than ${drift.median.toFixed(3)}, nine tenths less than ${drift.ninth_decile.toFixed(3)}.`,
    ),
    element(
      "div",
      { class: "wide" },
      table(
        "The products that drifted most",
        ["Product", "#Orders", "#Drift"],
        drift.drifted_products.map((product) => [
          nameCell(product),
          `${count(product.orders_a)} → ${count(product.orders_b)}`,
          product.drift.toFixed(3),
        ]),
        { class: "narrow" },
      ),
    ),
  );
}
