// The list of products with its search. Only as many rows as were asked for are in the page.

import { byId, count, element, numberCell, productCell } from "./dom.js";

const PAGE = 50;

const NOTHING = "No product has these words, or words spelt alike, in its name or id.";

/**
 * @param {Products} products what is searched
 * @param select called with the product that is chosen, and "list"
 * @returns what the page tells the list: `search` again, and which product to `mark`
 */
export function productList(products, select) {
  const rows = byId("product-rows");
  let query = "";
  let first = null;
  let total = 0;
  let current = null;
  let asked = 0;

  function row(product) {
    const node = element("tr", {}, productCell(product, () => select(product, "list")));
    node.append(numberCell(count(product.count)));
    node.dataset.product = product.index;
    return node;
  }

  function append(found) {
    const more = found.products.map(row);
    rows.append(...more);
    total = found.total;
    byId("product-more").hidden = rows.children.length === total;
    mark(current);
    return more;
  }

  async function search() {
    const turn = ++asked;
    const text = byId("product-search").value;
    const found = await products.search(text, 0, PAGE);
    // A slower answer to what was typed before is of no use.
    if (turn !== asked) {
      return;
    }
    query = text;
    first = found.products[0] ?? null;
    rows.replaceChildren();
    append(found);
    byId("product-list").scrollTop = 0;
    byId("product-status").textContent = status(query, found);
  }

  async function showMore() {
    const turn = asked;
    const found = await products.search(query, rows.children.length, PAGE);
    return turn === asked ? append(found) : [];
  }

  function mark(product) {
    current = product;
    for (const node of rows.children) {
      const is = current !== null && Number(node.dataset.product) === current.index;
      node.classList.toggle("current", is);
      const button = node.querySelector("button");
      if (is) {
        button.setAttribute("aria-current", "true");
      } else {
        button.removeAttribute("aria-current");
      }
    }
  }

  byId("product-search").addEventListener("input", search);
  byId("product-search").addEventListener("keydown", async (event) => {
    if (event.key === "Enter") {
      await search();
      if (first !== null) {
        select(first, "list");
      }
    } else if (event.key === "ArrowDown" && total > 0) {
      event.preventDefault();
      rows.querySelector("button")?.focus();
    }
  });
  rows.addEventListener("keydown", async (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") {
      return;
    }
    event.preventDefault();
    const here = event.target.closest("tr");
    if (event.key === "ArrowUp") {
      (here.previousElementSibling?.querySelector("button") ?? byId("product-search")).focus();
    } else {
      const next = here.nextElementSibling ?? (await showMore())[0];
      next?.querySelector("button").focus();
    }
  });
  byId("product-more").addEventListener("click", async () => {
    const more = await showMore();
    more[0]?.querySelector("button").focus();
  });

  return { search, mark };
}

/** What was found, in a sentence. */
function status(query, { total, alike }) {
  const exact = total - alike;
  const some = exact === 1 ? "1 product found" : `${count(exact)} products found`;
  if (total === 0) {
    return NOTHING;
  }
  if (query.trim() === "") {
    return `${count(total)} products, the most bought first.`;
  }
  if (alike === 0) {
    return `${some}.`;
  }
  return exact === 0
    ? `No product has these words; ${count(alike)} spelt alike.`
    : `${some}, then ${count(alike)} spelt alike.`;
}
