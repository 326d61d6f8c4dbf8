// The address names the product that is shown, so it can be sent, and the browser can go back.

const HASH = "#product=";

/** The id that the address names; null if it names none. */
export function idOfAddress() {
  if (!location.hash.startsWith(HASH)) {
    return null;
  }
  const id = location.hash.slice(HASH.length);
  try {
    return decodeURIComponent(id);
  } catch {
    // Somebody typed a percent sign as it is.
    return id;
  }
}

/** @param from what chose the product; "address" if the address names it already */
export function writeAddress(product, from) {
  const hash = HASH + encodeURIComponent(product.id);
  if (from === "address" || hash === location.hash) {
    return;
  }
  // Each step on the map with an arrow key is not a place to go back to.
  const write = from === "step" ? "replaceState" : "pushState";
  history[write](null, "", hash);
}
