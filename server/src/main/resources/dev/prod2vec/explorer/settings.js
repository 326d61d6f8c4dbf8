// Which neighbours a list may hold: a form whose values stand in the address under the names that
// the API has for them.

import { choice, element, field } from "./elements.js";

const NAMES = ["sort", "limit", "same", "not", "within", "min_orders", "min_together", "max_lift"];
const WHOLE = /^\d{1,9}$/;
const DECIMAL = /^\d{1,9}(\.\d{1,9})?$/;

/** The settings of an address that are allowed, with a prefix before their names. */
export function settingsOf(parameters, prefix = "") {
  const settings = {};
  for (const name of NAMES) {
    const value = parameters.get(prefix + name);
    if (value !== null && value !== "") {
      settings[name] = value;
    }
  }
  return settings;
}

/** Settings as they stand in an address. */
export const prefixed = (settings, prefix) =>
  Object.fromEntries(Object.entries(settings).map(([name, value]) => [prefix + name, value]));

/** Settings as the body of a request has them: lists and numbers. */
export function asBody(settings) {
  const body = {};
  for (const [name, value] of Object.entries(settings)) {
    if (name === "same" || name === "not" || name === "within") {
      body[name] = [value];
    } else if (name !== "sort") {
      body[name] = Number(value);
    }
  }
  return body;
}

/**
 * @param {object} options
 * @param {string} options.id of the form; different for each on a page
 * @param {string} options.label of the form; different for each on a page
 * @param {{column: string, values: string[]}[]} options.categories columns of categories
 * @param {object} options.settings what is set
 * @param {boolean} options.sorts whether the order of a list can be chosen
 * @param {(settings: object) => void} options.changed called when something else is set
 */
export function settingsForm({ id, label, categories, settings, sorts, changed }) {
  const rule = settings.same !== undefined ? `same ${settings.same}` : settings.not !== undefined ? `not ${settings.not}` : "";
  const category = choice(`${id}-category`, rule, [
    ["", "any"],
    ...categories.flatMap(({ column }) => [
      [`same ${column}`, `the same ${column}`],
      [`not ${column}`, `another ${column}`],
    ]),
  ]);
  const limit = choice(`${id}-limit`, settings.limit ?? "10", [
    ["10", "10"],
    ["20", "20"],
    ["50", "50"],
    ["100", "100"],
  ]);
  const sort = choice(`${id}-sort`, settings.sort ?? "score", [
    ["score", "score"],
    ["lift", "lift"],
    ["together", "bought together"],
  ]);
  const known = categories.flatMap(({ column, values }) => values.map((value) => `${column}=${value}`));
  const options = element(
    "datalist",
    { id: `${id}-known` },
    ...known.map((value) => element("option", { value })),
  );
  const within = element("input", {
    id: `${id}-within`,
    list: options.id,
    maxlength: 200,
    placeholder: categories.length === 0 ? null : `${categories[0].column}=…`,
    value: settings.within ?? "",
  });
  const number = (name, mode) =>
    element("input", {
      id: `${id}-${name}`,
      inputmode: mode,
      maxlength: 12,
      value: settings[name] ?? "",
      size: 6,
    });
  const orders = number("min_orders", "numeric");
  const together = number("min_together", "numeric");
  const lift = number("max_lift", "decimal");

  function read() {
    const set = {};
    const [kind, ...column] = category.value.split(" ");
    if (kind !== "") {
      set[kind] = column.join(" ");
    }
    // The server would refuse what it does not know, as half a word.
    const asked = within.value.trim();
    const found = known.find((each) => each.toLowerCase() === asked.toLowerCase());
    within.setAttribute("aria-invalid", String(asked !== "" && found === undefined));
    if (found !== undefined) {
      set.within = found;
    }
    if (limit.value !== "10") {
      set.limit = limit.value;
    }
    if (sorts && sort.value !== "score") {
      set.sort = sort.value;
    }
    for (const [name, input, form] of [
      ["min_orders", orders, WHOLE],
      ["min_together", together, WHOLE],
      ["max_lift", lift, DECIMAL],
    ]) {
      const text = input.value.trim();
      const wrong = text !== "" && !form.test(text);
      input.setAttribute("aria-invalid", String(wrong));
      if (text !== "" && !wrong) {
        set[name] = text;
      }
    }
    return set;
  }

  const clear = element("button", { type: "button" }, "Clear");
  const form = element(
    "form",
    { class: "filters", "aria-label": label, onsubmit: (event) => event.preventDefault() },
    ...(categories.length === 0 ? [] : [field("Category", category), field("Only of", within), options]),
    field("Orders at least", orders),
    field("Together at least", together),
    field("Lift at most", lift),
    sorts ? field("Sort by", sort) : null,
    field("Show", limit),
    element("p", {}, clear),
  );
  const texts = [within, orders, together, lift];
  const update = () => {
    const set = read();
    // What is not allowed is not set, but can be cleared.
    clear.hidden = Object.keys(set).length === 0 && texts.every((input) => input.value === "");
    changed(set);
  };
  let waiting = 0;
  form.addEventListener("input", () => {
    // Not a request for each digit.
    clearTimeout(waiting);
    waiting = setTimeout(update, 150);
  });
  clear.addEventListener("click", () => {
    form.reset();
    category.value = "";
    limit.value = "10";
    sort.value = "score";
    for (const input of texts) {
      input.value = "";
    }
    update();
    form.querySelector("select, input").focus();
  });
  clear.hidden = Object.keys(settings).length === 0;
  // On a phone the lists come first.
  const open = Object.keys(settings).length > 0 || matchMedia("(min-width: 52rem)").matches;
  return element("details", { open }, element("summary", {}, "Filters"), form);
}
