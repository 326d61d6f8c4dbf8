// The parts of a browser that linkedom, which has no window of its own, leaves out. No layout: the
// page is 1,000 pixels wide, and every letter 10.

(() => {
  const listeners = {};
  const entries = [""];
  const saved = [];
  const blobs = [];

  globalThis.addEventListener = (name, listener) => (listeners[name] ??= []).push(listener);
  const dispatch = (name) => (listeners[name] ?? []).forEach((listener) => listener({}));
  globalThis.location = {
    get hash() {
      return entries.at(-1);
    },
  };
  globalThis.history = {
    pushState: (_, __, hash) => entries.push(hash),
    replaceState: (_, __, hash) => (entries[entries.length - 1] = hash),
  };
  globalThis.matchMedia = () => ({ matches: false });
  globalThis.setTimeout = () => 0;
  globalThis.Blob = class {
    constructor(parts, { type }) {
      this.text = parts.join("");
      this.type = type;
    }
  };
  globalThis.URL = {
    createObjectURL: (blob) => `blob:${blobs.push(blob) - 1}`,
    revokeObjectURL: () => {},
  };

  function open(source, hash) {
    const window = linkedom.parseHTML(source);
    globalThis.document = window.document;
    globalThis.Event = window.Event;
    entries[0] = hash;
    const element = window.HTMLElement.prototype;
    element.scrollIntoView = () => {};
    element.focus = function () {
      browser.focused = this;
    };
    element.click = function () {
      this.dispatchEvent(new Event("click", { bubbles: true }));
    };
    // What is chosen in a list; the first option if nothing is.
    Object.defineProperty(window.HTMLSelectElement.prototype, "value", {
      configurable: true,
      get() {
        const options = [...this.querySelectorAll("option")];
        const chosen = options.find((option) => option.hasAttribute("selected")) ?? options[0];
        return chosen.getAttribute("value");
      },
      set(value) {
        for (const option of this.querySelectorAll("option")) {
          option.toggleAttribute("selected", option.getAttribute("value") === value);
        }
      },
    });
    // A link to a blob is a download.
    document.addEventListener("click", (event) => {
      const link = event.target.closest("a[download]");
      if (link) {
        const blob = blobs[Number(link.getAttribute("href").slice("blob:".length))];
        saved.push([link.getAttribute("download"), blob.type, blob.text]);
      }
    });
    for (const text of document.querySelectorAll("text")) {
      text.getComputedTextLength = () => 10 * text.textContent.length;
    }
    const map = document.getElementById("map");
    if (map) {
      Object.defineProperty(map, "clientWidth", { value: 1000 });
      Object.defineProperty(map, "clientHeight", { value: 1000 });
      map.getBoundingClientRect = () => ({ left: 0, top: 0, width: 1000, height: 1000 });
    }
    const script = [...document.querySelectorAll("script")].at(-1).textContent;
    (0, eval)(script);
  }

  const all = (selector) => [...document.querySelectorAll(selector)];
  const one = (selector) => {
    const found = all(selector);
    if (found.length !== 1) {
      throw new Error(`${selector}: ${found.length} elements`);
    }
    return found[0];
  };
  function fire(selector, name, properties) {
    const event = new Event(name, { bubbles: true, cancelable: true });
    one(selector).dispatchEvent(Object.assign(event, properties));
  }

  const browser = {
    open,
    saved,
    focused: null,
    texts: (selector) => all(selector).map((node) => node.textContent),
    visible: (selector) => all(selector).filter((node) => !node.hidden).length,
    attribute: (selector, name) => one(selector).getAttribute(name),
    click: (selector) => one(selector).click(),
    key: (selector, key) => fire(selector, "keydown", { key }),
    point: (x, y, name) => fire("#map", name, { clientX: x, clientY: y }),
    type: (selector, text) => {
      one(selector).value = text;
      fire(selector, "input", {});
    },
    back: () => {
      entries.pop();
      dispatch("popstate");
    },
    hash: () => location.hash,
  };
  return browser;
})();
