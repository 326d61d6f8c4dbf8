// What of a product's neighbours the lists show, and in which order. It stays as it is set when
// another product is chosen.

import { byId } from "./dom.js";

const ORDERS = {
  score: () => 0,
  lift: (a, b) => b.lift - a.lift,
  together: (a, b) => b.together - a.together,
};

/**
 * @param changed called when the lists are to be shown anew
 * @returns what the page asks: neighbours to `apply` the filters to, and whether one `isSet`
 */
export function neighbourFilters(changed) {
  const form = byId("filters");
  const value = (id) => byId(id).value ?? "";
  const bound = (id) => (value(id).trim() === "" ? null : Number(value(id)));

  function inCategory(product, neighbour) {
    const [rule, column] = value("filter-category").split(" ");
    if (rule === "") {
      return true;
    }
    const asked = product.categories[column];
    const has = neighbour.categories[column];
    // Where a category is not known, nobody knows whether it is the same.
    return asked !== "" && has !== "" && (asked === has) === (rule === "same");
  }

  function apply(product, neighbours) {
    const orders = bound("filter-orders");
    const together = bound("filter-together");
    const lift = bound("filter-lift");
    const passing = neighbours.filter(
      (each) =>
        inCategory(product, each.product) &&
        (orders === null || each.product.count >= orders) &&
        (together === null || each.together >= together) &&
        (lift === null || each.lift <= lift),
    );
    return passing.sort(ORDERS[value("filter-sort")] ?? ORDERS.score);
  }

  const isSet = () =>
    value("filter-category") !== "" ||
    ["filter-orders", "filter-together", "filter-lift"].some((id) => bound(id) !== null);

  function update() {
    byId("filters-clear").hidden = !isSet();
    changed();
  }

  form.addEventListener("input", update);
  byId("filters-clear").addEventListener("click", () => {
    for (const id of ["filter-category", "filter-orders", "filter-together", "filter-lift"]) {
      byId(id).value = "";
    }
    update();
    byId("filter-category").focus();
  });

  return { apply, isSet };
}
