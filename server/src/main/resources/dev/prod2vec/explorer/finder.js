// A field that finds a product while somebody types: a combobox, as the ARIA practices describe it.

import { ask, Problem } from "./api.js";
import { categoryLine, count, element, named, say } from "./elements.js";

const MOST = 8;

/**
 * @param {object} options
 * @param {string} options.id of the field; different for each on a page
 * @param {string} options.label
 * @param {(product: object) => void} options.choose called with the product
 * @param {((text: string) => void) | null} [options.all] called with the text, if somebody presses
 *   Enter before choosing; null: chooses the first product
 * @returns {{node: HTMLElement, input: HTMLInputElement}}
 */
export function finder({ id, label, choose, all = null }) {
  const list = element("ul", { id: `${id}-list`, role: "listbox", "aria-label": label, hidden: true });
  const input = element("input", {
    id,
    type: "search",
    role: "combobox",
    placeholder: label,
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    "aria-label": label,
    "aria-controls": list.id,
    "aria-expanded": "false",
    "aria-autocomplete": "list",
  });
  let products = [];
  let active = -1;
  let turn = null;

  function close() {
    turn?.abort();
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(index) {
    active = index;
    [...list.children].forEach((node, i) => {
      node.setAttribute("aria-selected", String(i === index));
    });
    if (index >= 0) {
      input.setAttribute("aria-activedescendant", list.children[index].id);
      list.children[index].scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  function take(product) {
    input.value = "";
    close();
    choose(product);
  }

  function option(product, index) {
    const facts = [categoryLine(product), `${count(product.count)} orders`];
    return element(
      "li",
      {
        id: `${id}-${index}`,
        role: "option",
        "aria-selected": "false",
        // The field keeps the focus.
        onpointerdown: (event) => event.preventDefault(),
        onclick: () => take(product),
      },
      named(product.product_name),
      element("small", {}, named(facts.filter((text) => text !== "").join(" · "))),
    );
  }

  function show(nodes) {
    list.replaceChildren(...nodes);
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark(-1);
  }

  async function search() {
    turn?.abort();
    const text = input.value.trim();
    if (text === "") {
      products = [];
      close();
      return;
    }
    turn = new AbortController();
    try {
      const found = await ask("products", { q: text.slice(0, 200), limit: MOST }, turn.signal);
      products = found.products;
      show(products.map(option));
      list.hidden = products.length === 0;
      input.setAttribute("aria-expanded", String(products.length > 0));
      say(products.length === 0 ? "No product is called so." : `${count(found.total)} found.`);
    } catch (error) {
      if (error instanceof Problem) {
        say(error.message);
      }
    }
  }

  function enter() {
    if (active >= 0) {
      take(products[active]);
    } else if (all !== null && input.value.trim() !== "") {
      const text = input.value.trim();
      close();
      all(text);
    } else if (products.length > 0) {
      take(products[0]);
    }
  }

  input.addEventListener("input", search);
  input.addEventListener("focus", () => {
    if (input.value.trim() !== "" && list.hidden) {
      search();
    }
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!list.hidden && products.length > 0) {
        const step = event.key === "ArrowDown" ? 1 : -1;
        const next = active < 0 && step < 0 ? products.length - 1 : active + step;
        mark((next + products.length) % products.length);
      }
    } else if (event.key === "Enter") {
      event.preventDefault();
      enter();
    } else if (event.key === "Escape") {
      input.value = "";
      close();
    }
  });
  return { node: element("div", { class: "finder" }, input, list), input };
}
