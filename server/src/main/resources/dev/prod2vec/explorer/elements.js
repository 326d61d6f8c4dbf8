// Elements of the page. Text from the shop's data only ever becomes text, never markup.

export const byId = (id) => document.getElementById(id);

/** A whole number with thousands separators. */
export const count = (n) => n.toLocaleString("en-US");

/** "1 order", "2 orders". */
export const plural = (n, one, many) => `${count(n)} ${n === 1 ? one : many}`;

/** A lift as people read it. */
export const times = (lift) =>
  lift === 0 ? "never" : lift < 0.1 ? "<0.1×" : `${lift.toFixed(lift < 10 ? 1 : 0)}×`;

/** A share of 1 as a percentage. */
export const percent = (share) => `${(100 * share).toFixed(1)}%`;

/**
 * An element. An attribute whose name begins with "on" is a listener; one that is false, null or
 * undefined is left out, one that is true has no value.
 */
export function element(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) {
      node.addEventListener(name.slice(2), value);
    } else if (value !== false && value !== null && value !== undefined) {
      node.setAttribute(name, value === true ? "" : value);
    }
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export const button = (text, onclick, attributes = {}) =>
  element("button", { type: "button", onclick, ...attributes }, text);

/** Text of the shop's data, which may run from right to left. */
export const named = (text) => element("bdi", {}, text);

/** A product's categories in one line; empty if it has none. */
export const categoryLine = (product) =>
  Object.values(product.categories ?? {})
    .filter((value) => value !== "")
    .join(" · ");

/** A table. A column whose text begins with # holds numbers. */
export function table(caption, columns, rows, attributes = {}) {
  const isNumber = columns.map((column) => column.startsWith("#"));
  const heads = columns.map((column, i) =>
    element("th", { scope: "col", class: isNumber[i] ? "number" : null }, column.replace("#", "")),
  );
  const body = rows.map((cells) =>
    element(
      "tr",
      {},
      ...cells.map((cell, i) =>
        element(
          i === 0 ? "th" : "td",
          { scope: i === 0 ? "row" : null, class: isNumber[i] ? "number" : null },
          ...[cell].flat(),
        ),
      ),
    ),
  );
  return element(
    "table",
    attributes,
    caption === "" ? null : element("caption", {}, caption),
    element("thead", {}, element("tr", {}, ...heads)),
    element("tbody", {}, ...body),
  );
}

/** Tells a screen reader what happened. */
export function say(text) {
  byId("said").textContent = text;
}

/** A part that says what went wrong. */
export const problemNote = (problem) =>
  element("p", { class: "hint problem", role: "alert" }, problem.message);

/** A row of a form: a label above what is entered. */
export function field(label, control) {
  return element("p", {}, element("label", { for: control.id }, label), control);
}

/** A list of choices. `choices` has a value and a text for each. */
export function choice(id, value, choices) {
  const node = element("select", { id });
  for (const [each, text] of choices) {
    node.append(element("option", { value: each, selected: each === value }, text));
  }
  return node;
}
