// The product that is shown, with its neighbours.

import { csvOf, fileName, saveFile } from "./csv.js";
import { byId, categories, count, element, named, numberCell, productCell } from "./dom.js";

const KINDS = { substitutes: "substitute", complements: "complement" };

/**
 * @param select called with the neighbour that is chosen, and "neighbours"
 * @param {"keep" | "quote"} formulas see `csvOf`
 * @returns what the page tells it: the product to `show`, its neighbours, and what chose it
 */
export function productDetail(select, formulas) {
  let shown = null;

  function row(neighbour, withScore) {
    const { product, score, together, lift } = neighbour;
    const choose = product.listed ? () => select(product, "neighbours") : null;
    const node = element("tr", {}, productCell(product, choose));
    const times = lift === 0 ? "<0.1×" : lift.toFixed(lift < 10 ? 1 : 0) + "×";
    const numbers = together === 0 ? ["0", "never"] : [count(together), times];
    if (withScore) {
      numbers.unshift(score.toFixed(2));
    }
    node.append(...numbers.map(numberCell));
    return node;
  }

  function fill(list, neighbours) {
    const table = byId(list);
    table
      .querySelector("tbody")
      .replaceChildren(...neighbours.map((each) => row(each, list === "substitutes")));
    table.hidden = neighbours.length === 0;
    byId(list + "-csv").hidden = neighbours.length === 0;
    byId(list + "-none").hidden = neighbours.length > 0;
  }

  for (const [list, kind] of Object.entries(KINDS)) {
    byId(list + "-csv").addEventListener("click", () => {
      const text = csvOf(shown.product, kind, shown.neighbours[list], formulas);
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
      `in ${count(product.count)} training orders`,
    );
    for (const list of Object.keys(KINDS)) {
      fill(list, neighbours[list]);
    }
    scroll(from);
  }

  return { show };
}
