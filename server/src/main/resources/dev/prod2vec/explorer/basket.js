// A basket: its products, what would be added next and why, and the same with other settings.

import { addressOf, productAddress, rename } from "./address.js";
import { ask, send } from "./api.js";
import { button, count, element, named, plural, say, times } from "./elements.js";
import { finder } from "./finder.js";
import { copyText, saveCsv } from "./saving.js";
import { asBody, prefixed, settingsForm, settingsOf } from "./settings.js";

const MOST_PRODUCTS = 200;

/** @param {import("./explorer.js").View} view */
export async function basketView({ main, settings, signal, run, title }) {
  title("Basket");
  const given = [...new Set(settings.getAll("p"))].slice(0, MOST_PRODUCTS);
  const basket = new Map(given.map((id) => [id, null]));
  const sets = [settingsOf(settings), settings.has("two") ? settingsOf(settings, "b_") : null];

  const chosen = element("ul", { class: "chosen", "aria-label": "Products of the basket" });
  const none = element("p", { class: "soft" }, "The basket is empty. Add a product to see what goes with it.");
  const unknown = element("p", { class: "hint", role: "status", hidden: true });
  const search = finder({ id: "basket-find", label: "Add a product", choose: (product) => add([product]) });
  const pasted = element("textarea", { id: "paste", rows: 4, placeholder: "24852\n13176" });
  const lists = element("div", { class: "lists" });
  const columns = sets.map((_, i) => suggestions(i));

  main.append(
    element("h1", {}, "What would be added next?"),
    element(
      "div",
      { class: "basket" },
      element(
        "section",
        { "aria-labelledby": "basket-title" },
        element("h2", { id: "basket-title" }, "Basket"),
        search.node,
        none,
        chosen,
        unknown,
        element(
          "p",
          { class: "buttons" },
          button("Copy ids", () => copyText([...basket.keys()].join("\n"), `${plural(basket.size, "id is", "ids are")}`)),
          button("Empty it", () => {
            basket.clear();
            changed();
            search.input.focus();
          }),
        ),
        element(
          "details",
          {},
          element("summary", {}, "Paste ids"),
          element("label", { for: "paste" }, "Ids, one in a line or with commas between them"),
          pasted,
          button("Add them", addPasted),
        ),
      ),
      lists,
    ),
  );

  function addressNow() {
    const [first, second] = sets;
    return addressOf("basket", "", {
      p: [...basket.keys()],
      ...first,
      ...(second === null ? {} : { two: 1, ...prefixed(second, "b_") }),
    });
  }

  function add(products) {
    products.forEach((product) => basket.set(product.product_id, product));
    changed();
    say(`${plural(basket.size, "product", "products")} in the basket.`);
  }

  async function addPasted() {
    const ids = pasted.value.split(/[\s,;]+/).filter((id) => id !== "");
    pasted.value = "";
    ids.slice(0, MOST_PRODUCTS).forEach((id) => basket.set(id, basket.get(id) ?? null));
    await learn();
    changed();
  }

  // Names of products of which only the id is known; an id that no product has leaves.
  async function learn() {
    const ids = [...basket.keys()].filter((id) => basket.get(id) === null);
    const { products } = ids.length === 0 ? { products: [] } : await ask("products", { id: ids }, signal);
    products.forEach((product) => basket.set(product.product_id, product));
    const missing = ids.filter((id) => basket.get(id) === null);
    missing.forEach((id) => basket.delete(id));
    unknown.hidden = missing.length === 0;
    unknown.replaceChildren(
      missing.length === 0 ? "" : "No product has the id ",
      named(missing.slice(0, 10).join(", ") + (missing.length > 10 ? ", …" : "")),
    );
  }

  function changed() {
    rename(addressNow());
    none.hidden = basket.size > 0;
    chosen.replaceChildren(
      ...[...basket].map(([id, product]) =>
        element(
          "li",
          {},
          element("a", { href: productAddress(id) }, named(product.product_name)),
          button(
            "×",
            () => {
              basket.delete(id);
              changed();
              search.input.focus();
            },
            { "aria-label": `Remove ${product.product_name}`, class: "plain" },
          ),
        ),
      ),
    );
    refresh();
  }

  let turn = 0;

  async function refresh() {
    const mine = ++turn;
    const answers = await Promise.all(sets.map((set) => (set === null || basket.size === 0 ? [] : complete(set))));
    // A slower answer about an earlier basket is of no use.
    if (mine === turn && !signal.aborted) {
      columns.forEach((column, i) => column.show(answers[i], answers[1 - i]));
    }
  }

  async function complete(set) {
    try {
      const answer = await send("complete", { basket: [...basket.keys()], ...asBody(set) }, signal);
      return answer.baskets[0].neighbours;
    } catch (error) {
      return error.name === "AbortError" ? [] : error;
    }
  }

  // A list with its own settings.
  function suggestions(i) {
    const rows = element("tbody", {});
    const note = element("p", { class: "soft" });
    const name = i === 0 ? "Suggestions" : "With other settings";
    const head = ["Product", "#Together", "#Lift", ""].map((text) =>
      element("th", { scope: "col", class: text.startsWith("#") ? "number" : null }, text === "" ? element("span", { class: "hidden" }, "Add") : text.replace("#", "")),
    );
    const grid = element(
      "table",
      { class: "neighbours" },
      element("caption", { class: "hidden" }, name),
      element("thead", {}, element("tr", {}, ...head)),
      rows,
    );
    const csv = button("csv", save, { "aria-label": `${name} as csv` });
    const node = element("section", { "aria-labelledby": `suggestions-${i}` });
    let shown = [];

    function build() {
      const other =
        i === 0
          ? button("Compare two settings", () => {
              sets[1] = {};
              layOut();
              refresh();
            })
          : button("Close", () => {
              sets[1] = null;
              layOut();
              refresh();
            });
      other.hidden = i === 0 && sets[1] !== null;
      node.replaceChildren(
        element("div", { class: "list-head" }, element("h2", { id: `suggestions-${i}` }, name), other, csv),
        settingsForm({
          id: `settings-${i}`,
          label: `Filters of ${name.toLowerCase()}`,
          categories: run.categories,
          settings: sets[i] ?? {},
          sorts: false,
          changed: (next) => {
            sets[i] = next;
            rename(addressNow());
            refresh();
          },
        }),
        grid,
        note,
      );
    }

    function save() {
      saveCsv(
        "basket",
        ["product_id", "product_name", "score", "with_product_id", "with_product_name", "bought_together", "lift"],
        shown.map((it) => [it.product_id, it.product_name, it.score, it.with_product_id, it.with_product_name, it.bought_together, it.lift]),
      );
    }

    function show(list, others) {
      const failed = list instanceof Error;
      shown = failed ? [] : list;
      const compared = sets[1] !== null && Array.isArray(others);
      const known = new Set(compared ? others.map((it) => it.product_id) : []);
      rows.replaceChildren(...shown.map((it) => row(it, compared && !known.has(it.product_id))));
      grid.hidden = shown.length === 0;
      csv.hidden = shown.length === 0;
      note.hidden = shown.length > 0 || (basket.size === 0 && i === 0);
      note.textContent = failed ? list.message : basket.size === 0 ? "" : "No product passes the filters.";
    }

    function row(it, only) {
      return element(
        "tr",
        { class: only ? "only" : null },
        element(
          "th",
          { scope: "row" },
          element("a", { href: productAddress(it.product_id) }, named(it.product_name)),
          element("small", {}, only ? "only here · " : "", "because of ", named(it.with_product_name)),
        ),
        element("td", { class: "number" }, count(it.bought_together)),
        element("td", { class: "number" }, times(it.lift)),
        element("td", {}, button("+", () => add([it]), { "aria-label": `Add ${it.product_name}` })),
      );
    }

    return { node, build, show };
  }

  function layOut() {
    rename(addressNow());
    columns.forEach((column) => column.build());
    lists.replaceChildren(...columns.filter((_, i) => sets[i] !== null).map((column) => column.node));
  }

  await learn();
  layOut();
  changed();
}
