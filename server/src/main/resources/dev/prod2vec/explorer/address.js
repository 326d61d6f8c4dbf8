// The address names what is shown: #/VIEW/PART?KEY=VALUE. So it can be sent to others, and the
// browser can go back.

/**
 * @typedef {object} Place
 * @property {string} view
 * @property {string} part what of it, such as a product's id; may be empty
 * @property {URLSearchParams} settings
 */

const decoded = (text) => {
  try {
    return decodeURIComponent(text);
  } catch {
    // Somebody typed a percent sign as it is.
    return text;
  }
};

/** What the address names. @returns {Place} */
export function place() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split(/\?(.*)/s);
  const [view, ...part] = path.split("/");
  return { view, part: decoded(part.join("/")), settings: new URLSearchParams(query) };
}

/** The address of a place. The run that is looked at stays, unless `settings` names another. */
export function addressOf(view, part = "", settings = {}) {
  const query = new URLSearchParams();
  const entries = settings instanceof URLSearchParams ? [...settings] : Object.entries(settings);
  for (const [key, value] of entries) {
    for (const each of [value].flat()) {
      if (each !== "" && each !== null && each !== undefined) {
        query.append(key, each);
      }
    }
  }
  const run = place().settings.get("run");
  if (run !== null && !("run" in settings) && !query.has("run")) {
    query.append("run", run);
  }
  const text = query.toString();
  const path = part === "" ? view : `${view}/${encodeURIComponent(part)}`;
  return `#/${path}${text === "" ? "" : "?" + text}`;
}

export const productAddress = (id) => addressOf("product", id);

/** Goes to a place, as a link does. */
export function go(address) {
  location.hash = address;
}

/** Changes the address of what is shown already. */
export function rename(address) {
  if (address !== location.hash) {
    history.replaceState(history.state, "", address);
  }
}
