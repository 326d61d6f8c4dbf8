// The product that is shown, with its neighbours.

import { csvOf, fileName, saveFile } from "./csv.js";
import { byId, categories, count, element, named, numberCell, productCell } from "./dom.js";
import { neighbourFilters } from "./filters.js";

const KINDS = { substitutes: "substitute", complements: "complement" };

/**
 * @param select called with the neighbour that is chosen, and "neighbours"
 * @param {"keep" | "quote"} formulas see `csvOf`
 * @returns what the page tells it: the product to `show`, its neighbours, and what chose it
 */
export function productDetail(select, formulas) {
  let shown = null;
  const filters = neighbourFilters(fillAll);

  function row(neighbour, withScore) {
    const { product, score, together, lift, basis } = neighbour;
    const choose = product.listed ? () => select(product, "neighbours") : null;
    const node = element("tr", {}, productCell(product, choose));
    const times = lift === 0 ? "<0.1×" : lift.toFixed(lift < 10 ? 1 : 0) + "×";
    const numbers = together === 0 ? ["0", "never"] : [count(together), times];
    if (withScore) {
      numbers.unshift(score.toFixed(2));
    }
    node.append(...numbers.map(numberCell));
    if (withScore) {
      node.append(element("td", {}, basis.replaceAll("-", " ")));
    }
    return node;
  }

  function fill(list) {
    const all = shown.neighbours[list];
    const neighbours = filters.apply(shown.product, all);
    const table = byId(list);
    table
      .querySelector("tbody")
      .replaceChildren(...neighbours.map((each) => row(each, list === "substitutes")));
    table.hidden = neighbours.length === 0;
    byId(list + "-csv").hidden = neighbours.length === 0;
    byId(list + "-none").hidden = neighbours.length > 0;
    byId(list + "-none").textContent =
      all.length === 0
        ? "None were found for this product."
        : `None of the ${count(all.length)} in this list passes the filters.`;
    byId(list + "-count").textContent =
      filters.isSet() && neighbours.length > 0
        ? `${count(neighbours.length)} of ${count(all.length)}`
        : "";
  }

  function fillAll() {
    if (shown !== null) {
      Object.keys(KINDS).forEach(fill);
    }
  }

  for (const [list, kind] of Object.entries(KINDS)) {
    byId(list + "-csv").addEventListener("click", () => {
      const text = csvOf(
        shown.product,
        kind,
        filters.apply(shown.product, shown.neighbours[list]),
        formulas,
      );
      saveFile(fileName(list, shown.product), text);
    });
  }

  function scroll(from) {
    if (from === "opened") {
      byId("products").scrollIntoView({ behavior: "instant" });
    } else if (
      from === "neighbours" ||
      (from === "list" && matchMedia("(max-width: 52rem)").matches)
    ) {
      byId("detail-name").focus({ preventScroll: true });
      byId("detail").scrollIntoView({ block: "nearest" });
    }
  }

  function show(product, neighbours, from) {
    shown = { product, neighbours };
    byId("detail-name").replaceChildren(named(product));
    const facts = [`id ${product.id}`, categories(product)].filter((text) => text !== "");
    byId("detail-facts").replaceChildren(
      ...facts.map((text) => element("bdi", {}, text)).flatMap((node) => [node, " · "]),
      `in ${count(product.count)} training orders` +
        (product.isNew ? ", not among the products that were trained; its name and categories give its place" : ""),
    );
    fillAll();
    scroll(from);
  }

  return { show };
}
