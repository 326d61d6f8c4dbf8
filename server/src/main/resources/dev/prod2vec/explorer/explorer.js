// The page: shows what the address names.

import { addressOf, go, place, productAddress } from "./address.js";
import { ask, askFolder } from "./api.js";
import { basketView } from "./basket.js";
import { compareView } from "./compare.js";
import { byId, element, named, problemNote } from "./elements.js";
import { finder } from "./finder.js";
import { homeView } from "./home.js";
import { mapView } from "./map.js";
import { productView } from "./product.js";
import { runView } from "./run.js";
import { runsView } from "./runs.js";

/**
 * @typedef {object} View
 * @property {HTMLElement} main what the view fills
 * @property {string} part of the address
 * @property {URLSearchParams} settings of the address
 * @property {AbortSignal} signal ends what the view waits for when another one is shown
 * @property {object} run what is looked at
 * @property {(text: string) => void} title names the view
 */

const VIEWS = {
  "": homeView,
  product: productView,
  basket: basketView,
  map: mapView,
  run: runView,
  compare: compareView,
  runs: runsView,
};

let ending = new AbortController();

/** Shows what the address names. @param {boolean} focused whether the focus goes to it */
async function show(focused) {
  ending.abort();
  ending = new AbortController();
  const { signal } = ending;
  const { view, part, settings } = place();
  const main = byId("view");
  main.setAttribute("aria-busy", "true");
  markView(view);
  const content = element("div", { class: `view-${view === "" ? "home" : view}` });
  try {
    const run = await ask("run", {}, signal);
    await sayOther(run, settings.get("run"), signal);
    main.replaceChildren(content);
    if (VIEWS[view] === undefined) {
      content.append(
        element("h1", {}, "There is nothing here"),
        element("p", {}, element("a", { href: addressOf("") }, "Back to the products")),
      );
    } else {
      const title = (text) => (document.title = `${text} · prod2vec`);
      await VIEWS[view]({ main: content, part, settings, signal, run, title });
    }
  } catch (error) {
    if (error.name === "AbortError") {
      return;
    }
    main.replaceChildren(
      element("h1", {}, "That did not work"),
      problemNote(error),
      element("p", {}, element("a", { href: addressOf("") }, "Back to the products")),
    );
  }
  if (signal.aborted) {
    return;
  }
  main.removeAttribute("aria-busy");
  if (focused) {
    scrollTo({ top: 0, behavior: "instant" });
    main.focus({ preventScroll: true });
  }
}

function markView(view) {
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = document.querySelectorAll("nav a[data-view]");
  for (const link of links) {
    const is = link.dataset.view === view || (view === "product" && link.dataset.view === "");
    link.href = addressOf(link.dataset.view);
    if (is) {
      link.setAttribute("aria-current", "page");
    } else {
      link.removeAttribute("aria-current");
    }
  }
  /** @type {HTMLAnchorElement} */
  const brand = document.querySelector("a.brand");
  brand.href = addressOf("");
}

// A reader must see at once that numbers are about another run than the newest.
async function sayOther(run, asked, signal) {
  byId("other-run")?.remove();
  if (asked === null) {
    return;
  }
  const { served } = await askFolder("runs", {}, signal);
  byId("other-run")?.remove();
  if (served !== run.id) {
    byId("view").before(
      element(
        "p",
        { id: "other-run", class: "other-run" },
        "You look at run ",
        named(run.id),
        ". ",
        element("a", { href: addressOf(place().view === "compare" ? "" : place().view, place().part, { run: "" }) }, `Back to ${served}`),
      ),
    );
  }
}

const search = finder({
  id: "search",
  label: "Find a product",
  choose: (product) => go(productAddress(product.product_id)),
  all: (text) => go(addressOf("", "", { q: text })),
});
byId("find").replaceWith(search.node);
search.node.setAttribute("role", "search");
addEventListener("keydown", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  const typing = target.closest("input, textarea, select, [contenteditable], .map-surface");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    search.input.focus();
  }
});
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  byId("view").focus();
});
addEventListener("hashchange", () => show(true));
show(false);
