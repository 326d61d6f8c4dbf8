// Elements of the page. Text from the shop's data only ever becomes text, never markup.

export const byId = (id) => document.getElementById(id);

/** A whole number with thousands separators. */
export const count = (n) => n.toLocaleString("en-US");

export function element(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

/** The product's name, which may run from right to left. */
export function named(product) {
  const node = element("bdi", {});
  node.textContent = product.name;
  return node;
}

/** The product's categories in one line; empty if it has none. */
export function categories(product) {
  return product.categories.filter((value) => value !== "").join(" · ");
}

/** A table's first cell: the product, its categories, and what happens when it is chosen, if anything. */
export function productCell(product, choose) {
  const cell = element("th", { scope: "row" });
  if (choose) {
    const button = element("button", { type: "button" }, named(product));
    button.addEventListener("click", choose);
    cell.append(button);
  } else {
    cell.append(named(product));
  }
  const category = categories(product);
  if (category !== "") {
    cell.append(element("small", { dir: "auto" }, category));
  }
  return cell;
}

export const numberCell = (text) => element("td", { class: "number" }, text);
