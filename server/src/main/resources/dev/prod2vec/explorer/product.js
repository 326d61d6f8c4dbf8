// A product: what could be bought instead of it, what is bought along with it, what competes with
// it, and the evidence for each.

import { addressOf, productAddress, rename } from "./address.js";
import { ask, productPath } from "./api.js";
import { button, categoryLine, count, element, named, plural, problemNote, say, times } from "./elements.js";
import { copyText, saveCsv } from "./saving.js";
import { settingsForm, settingsOf } from "./settings.js";

const KINDS = [
  {
    path: "similar",
    kind: "substitute",
    title: "Substitutes",
    meaning: "What could be bought instead of it.",
  },
  {
    path: "complements",
    kind: "complement",
    title: "Complements",
    meaning: "What is bought along with it more often than by chance.",
  },
  {
    path: "cannibals",
    kind: "cannibal",
    title: "Cannibals",
    meaning: "Substitutes that are seldom bought along with it: they may take its sales.",
  },
];

// What a list rests on, unless that is orders.
const BASES = {
  "orders-and-names": "from orders and names",
  names: "from names alone",
};

/** @param {import("./explorer.js").View} view */
export async function productView({ main, part, settings, signal, run, title }) {
  const product = await ask(productPath(part), {}, signal);
  title(product.product_name);
  main.append(head(product, run));
  const set = settingsOf(settings);
  const lists = KINDS.map((kind) => neighbourList(kind, product, signal));
  const form = settingsForm({
    id: "filters",
    label: "Filters",
    categories: run.categories,
    settings: set,
    sorts: true,
    changed: (next) => {
      rename(addressOf("product", part, next));
      lists.forEach((list) => list.show(next));
    },
  });
  main.append(form, element("div", { class: "lists" }, ...lists.map((list) => list.node)));
  await Promise.all(lists.map((list) => list.show(set)));
}

function head(product, run) {
  const facts = [categoryLine(product)].filter((text) => text !== "").map(named);
  const id = button(`id ${product.product_id}`, () => copyText(product.product_id, "The id is"), {
    class: "plain",
    title: "Copy the id",
  });
  const places = element("p", { class: "buttons" });
  places.append(
    element("a", { class: "button", href: addressOf("basket", "", { p: product.product_id }) }, "Start a basket"),
  );
  if (run.map) {
    places.append(
      element("a", { class: "button", href: addressOf("map", "", { at: product.product_id }) }, "Show on the map"),
    );
  }
  const known =
    product.source === "orders"
      ? `in ${plural(product.count, "training order", "training orders")}`
      : "not learned from orders: its name and categories give its place";
  return element(
    "div",
    { class: "product-head" },
    element("h1", {}, named(product.product_name)),
    element("p", { class: "soft" }, ...facts.flatMap((fact) => [fact, " · "]), known, " · ", id),
    places,
  );
}

function neighbourList({ path, kind, title, meaning }, product, signal) {
  const rows = element("tbody", {});
  const note = element("p", { class: "soft", hidden: true });
  const csv = button("csv", () => save(), { "aria-label": `${title} as csv` });
  const copy = button("copy ids", () => copyText(shown.map((it) => it.product_id).join("\n"), `${plural(shown.length, "id is", "ids are")}`), {
    "aria-label": `Copy the ids of the ${title.toLowerCase()}`,
  });
  const grid = element(
    "table",
    { class: "neighbours" },
    element("caption", { class: "hidden" }, title),
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        element("th", { scope: "col" }, "Product"),
        element("th", { scope: "col", class: "number", title: "Training orders that hold both" }, "Together"),
        element("th", { scope: "col", class: "number", title: "How many times more often than by chance both are in an order" }, "Lift"),
        element("th", { scope: "col", class: "number", title: "What the list is made by; higher is closer" }, "Score"),
      ),
    ),
    rows,
  );
  const node = element(
    "section",
    { "aria-labelledby": `list-${kind}` },
    element("div", { class: "list-head" }, element("h2", { id: `list-${kind}` }, title), copy, csv),
    element("p", { class: "soft small" }, meaning),
    grid,
    note,
  );
  let shown = [];
  let turn = 0;

  function save() {
    saveCsv(
      `${path}-${product.product_id}`,
      ["product_id", "product_name", "kind", "rank", "neighbour_id", "neighbour_name", "score", "bought_together", "lift", "source", "rests_on"],
      shown.map((it, i) => [
        product.product_id,
        product.product_name,
        kind,
        i + 1,
        it.product_id,
        it.product_name,
        it.score,
        it.bought_together,
        it.lift,
        product.source,
        it.rests_on,
      ]),
    );
  }

  async function show(settings) {
    const mine = ++turn;
    try {
      const answer = await ask(productPath(product.product_id, path), settings, signal);
      // A slower answer to earlier settings is of no use.
      if (mine !== turn) {
        return;
      }
      shown = answer.neighbours;
      rows.replaceChildren(...shown.flatMap((it) => neighbourRows(product, it, signal)));
      fill(Object.keys(settings).length > 0 ? "No product passes the filters." : "None were found.");
    } catch (error) {
      if (error.name === "AbortError" || mine !== turn) {
        return;
      }
      shown = [];
      rows.replaceChildren();
      fill(error.message);
    }
  }

  function fill(nothing) {
    const empty = shown.length === 0;
    grid.hidden = empty;
    csv.hidden = empty;
    copy.hidden = empty;
    note.hidden = !empty;
    note.textContent = nothing;
  }

  return { node, show };
}

function neighbourRows(product, it, signal) {
  const why = element("tr", { class: "why", hidden: true }, element("td", { colspan: 4 }));
  const more = button("why?", () => toggle(), {
    class: "plain",
    "aria-expanded": "false",
    "aria-label": `Why ${it.product_name}?`,
  });
  const facts = [categoryLine(it), plural(it.count, "order", "orders"), BASES[it.rests_on] ?? ""];
  const row = element(
    "tr",
    {},
    element(
      "th",
      { scope: "row" },
      element("a", { href: productAddress(it.product_id) }, named(it.product_name)),
      element("small", {}, ...facts.filter((text) => text !== "").flatMap((text) => [element("span", {}, named(text), " ·"), " "]), more),
    ),
    element("td", { class: "number" }, count(it.bought_together)),
    element("td", { class: "number" }, times(it.lift)),
    element("td", { class: "number" }, it.score.toFixed(2)),
  );

  async function toggle() {
    why.hidden = !why.hidden;
    more.setAttribute("aria-expanded", String(!why.hidden));
    const cell = why.firstChild;
    if (!why.hidden && cell.childElementCount === 0) {
      cell.replaceChildren(...(await reasons(product, it, signal)));
      say(cell.textContent);
    }
  }

  return [row, why];
}

/** What two products have in common, as parts of a page. */
async function reasons(product, other, signal) {
  let why;
  try {
    why = await ask(productPath(product.product_id, `why/${encodeURIComponent(other.product_id)}`), {}, signal);
  } catch (error) {
    return [problemNote(error)];
  }
  const expected = why.expected_together < 10 ? why.expected_together.toFixed(1) : count(Math.round(why.expected_together));
  const parts = [
    element(
      "p",
      {},
      `${plural(why.bought_together, "order has", "orders have")} both; by chance it would be ${expected}.`,
    ),
  ];
  if (why.words.length > 0) {
    parts.push(element("p", {}, "Both names have: ", named(why.words.join(", ")), "."));
  }
  if (why.companions.length > 0) {
    parts.push(
      element("p", {}, "Both are bought along with:"),
      element(
        "ul",
        {},
        ...why.companions.map((each) =>
          element(
            "li",
            {},
            element("a", { href: productAddress(each.product.product_id) }, named(each.product.product_name)),
            element("span", { class: "soft" }, ` ${times(each.lift)} and ${times(each.lift_with_other)} as often as by chance`),
          ),
        ),
      ),
    );
  } else {
    parts.push(element("p", {}, "No third product is bought along with both more often than by chance."));
  }
  return parts;
}
