// The first view: the most bought products, or those that match a text.

import { addressOf, productAddress } from "./address.js";
import { ask } from "./api.js";
import { categoryLine, count, element, named, plural, table } from "./elements.js";

const LISTED = 50;

/** @param {import("./explorer.js").View} view */
export async function homeView({ main, settings, signal, run, title }) {
  const query = (settings.get("q") ?? "").slice(0, 200);
  const found = await ask("products", { q: query, limit: LISTED }, signal);
  title(query === "" ? "Products" : `“${query}”`);
  const rows = found.products.map((product) => [
    [
      element("a", { href: productAddress(product.product_id) }, named(product.product_name)),
      element("small", {}, named(categoryLine(product))),
    ],
    count(product.count),
  ]);
  main.append(...(query === "" ? intro(run) : results(query, found.total)));
  if (rows.length > 0) {
    main.append(
      table(
        query === "" ? "The most bought products" : "",
        ["Product", "#Orders"],
        rows,
        { class: "products-table" },
      ),
    );
  }
}

function intro(run) {
  const card = (view, name, text) =>
    element(
      "li",
      {},
      element("a", { href: addressOf(view) }, name),
      element("span", { class: "soft" }, text),
    );
  return [
    element("h1", {}, "What goes with what?"),
    element(
      "p",
      { class: "lead" },
      `${plural(run.products, "product", "products")} by what people bought together. Find one above to see what could be bought instead of it, and what is bought along with it.`,
    ),
    element(
      "ul",
      { class: "cards" },
      card("basket", "Complete a basket", "What would be added next, and why"),
      run.map ? card("map", "Look at the map", "Similar products are close to each other") : null,
      run.report ? card("run", "How good is it?", "Scores beside simpler methods, checks, settings") : null,
    ),
  ];
}

function results(query, total) {
  return [
    element("h1", {}, "Products like ", element("q", {}, named(query))),
    element(
      "p",
      { class: "lead" },
      total === 0
        ? "No product has these words, or words spelt alike, in its name or id."
        : total > LISTED
          ? `${count(total)} found; the best ${LISTED} are listed.`
          : `${plural(total, "product", "products")} found.`,
    ),
  ];
}
