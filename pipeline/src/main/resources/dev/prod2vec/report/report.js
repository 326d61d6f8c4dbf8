// The report's page: the parts, and the product that all of them show.

import { idOfAddress, writeAddress } from "./address.js";
import { productDetail } from "./detail.js";
import { byId } from "./dom.js";
import { productList } from "./list.js";
import { productMap } from "./map.js";
import { productsOf } from "./products.js";

async function report() {
  const data = JSON.parse(byId("product-data").textContent);
  const products = productsOf(data);
  const list = productList(products, select);
  const detail = productDetail(select, products.formulas);
  const map = byId("map") ? productMap(products, select) : null;
  let last = null;

  // Shows a product everywhere. `from` says what chose it: "list", "neighbours", "map", "step",
  // "address", or "opened" for an address that the page was opened with.
  async function select(product, from) {
    last = product;
    writeAddress(product, from);
    list.mark(product);
    const neighbours = await products.neighbours(product);
    // A slower answer about a product that is no longer chosen is of no use.
    if (last === product) {
      detail.show(product, neighbours, from);
      map?.show(product, neighbours.substitutes);
    }
  }

  // The product that the address names, or null; says so where the page has none of that id.
  async function addressed() {
    const id = idOfAddress();
    const product = id === null ? null : await products.byId(id);
    if (id !== null && product === null) {
      byId("product-status").textContent = `This page has no product with the id ${id}.`;
    }
    return product;
  }

  async function showFirst() {
    const { products: [first] } = await products.search("", 0, 1);
    await select(first, "address");
  }

  addEventListener("popstate", async () => {
    const product = await addressed();
    if (product !== null) {
      await select(product, "address");
    } else if (location.hash === "") {
      await showFirst();
    }
  });

  await list.search();
  const product = await addressed();
  if (product !== null) {
    await select(product, "opened");
  } else {
    await showFirst();
  }
}

// A page without products has no data, and none of these parts.
if (byId("product-data")) {
  report();
}
