// A list of neighbours as a file, with the columns of neighbours.csv and the page's rounded numbers.

import { element } from "./dom.js";

// What a spreadsheet would run, as `CsvFormulas` has it.
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

const quoted = (text) =>
  /[",\r\n]/.test(text) || text.trim() !== text ? `"${text.replaceAll('"', '""')}"` : text;

/** @param {"keep" | "quote"} formulas how to write names and ids that a spreadsheet would run */
export function csvOf(product, kind, neighbours, formulas) {
  const field = (text) => quoted(formulas === "quote" && FORMULA.test(text) ? "'" + text : text);
  const names = (each) => [field(each.id), field(each.name)];
  const lines = neighbours.map((neighbour) =>
    [
      ...names(product),
      kind,
      neighbour.rank,
      ...names(neighbour.product),
      neighbour.score.toFixed(2),
      neighbour.together,
      neighbour.lift.toFixed(1),
      product.isNew ? "side-information" : "orders",
      neighbour.basis,
    ].join(","),
  );
  const head =
    "product_id,product_name,kind,rank,neighbour_id,neighbour_name,score,bought_together,lift," +
    "source,rests_on";
  return [head, ...lines].join("\n") + "\n";
}

/** Hands a text to the browser as a file to save. */
export function saveFile(name, text) {
  const href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = element("a", { href, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(href), 10000);
}

/** What a file about the product is called: its id, without what a file system may not take. */
export const fileName = (list, product) =>
  `${list}-${product.id.replace(/[^\p{L}\p{N}._-]+/gu, "_").slice(0, 60)}.csv`;
