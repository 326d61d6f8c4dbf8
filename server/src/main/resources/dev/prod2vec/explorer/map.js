// The map of all products: similar ones are close to each other.

import { addressOf, go, productAddress, rename } from "./address.js";
import { ask } from "./api.js";
import { button, choice, count, element, field, named, plural, say } from "./elements.js";
import { finder } from "./finder.js";
import { isInside, planeView } from "./plane.js";
import { copyText, saveCsv } from "./saving.js";
import { scatter } from "./scatter.js";

const COLOURS = 6;
const MOST_LABELS = 28;
const MOST_LISTED = 200;
const DIRECTIONS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

let loaded = null;

// The map of a run does not change; it is fetched once for each run.
async function mapData(run, signal) {
  if (loaded?.run !== run) {
    loaded = { run, data: await ask("map", {}, signal) };
  }
  return loaded.data;
}

/** @param {import("./explorer.js").View} view */
export async function mapView({ main, settings, signal, run, title }) {
  title("Map");
  main.append(element("h1", {}, "A map of the products"));
  if (!run.map) {
    main.append(element("p", { class: "lead" }, "This run has no map: its exports were not written."));
    return;
  }
  const data = await mapData(run.id, signal);
  const points = data.product_ids.length;
  const index = new Map(data.product_ids.map((id, i) => [id, i]));
  const places = new Float32Array(2 * points);
  const sizes = new Float32Array(points);
  const most = Math.max(1, data.counts[0] ?? 1);
  for (let i = 0; i < points; i++) {
    places[2 * i] = data.x[i];
    places[2 * i + 1] = data.y[i];
    sizes[i] = 2.2 + 9 * Math.sqrt(data.counts[i] / most);
  }

  const usual = mostColoured(data);
  let column = Number(settings.get("colour") ?? usual);
  let chosen = -1;
  let only = null;
  let found = null;
  let lasso = null;
  let picked = null;

  const canvas = element("canvas", {});
  const labels = element("div", { class: "map-names", "aria-hidden": "true" });
  const tip = element("p", { class: "map-tip", hidden: true });
  const line = document.createElementNS("http://www.w3.org/2000/svg", "polyline");
  const overlay = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  overlay.setAttribute("aria-hidden", "true");
  overlay.append(line);
  const surface = element(
    "div",
    {
      class: "map-surface",
      tabindex: 0,
      role: "application",
      "aria-label": "Map of the products. Arrow keys go to the next product, plus and minus zoom, Enter opens the product.",
    },
    canvas,
    labels,
    overlay,
    tip,
  );
  const about = element("div", { class: "map-about" });
  const legend = element("ul", { class: "legend" });
  const search = finder({ id: "map-find", label: "Find on the map", choose: light, all: lightAll });
  const lassoButton = button("Lasso", () => setLasso(lasso === null), { "aria-pressed": "false" });
  const colour = choice("map-colour", String(column), data.categories.map((each, i) => [String(i), each.column]));
  main.append(
    element(
      "p",
      { class: "soft" },
      `${plural(points, "product", "products")}; close ones are similar. The larger a point, the more orders.`,
    ),
    element(
      "div",
      { class: "map" },
      element(
        "div",
        { class: "map-frame" },
        surface,
        element(
          "div",
          { class: "map-tools" },
          lassoButton,
          button("−", () => plane.zoomTo(plane.view.zoom / 1.6), { "aria-label": "Zoom out" }),
          button("+", () => plane.zoomTo(plane.view.zoom * 1.6), { "aria-label": "Zoom in" }),
          button("All", () => plane.zoomTo(1), { "aria-label": "Show all of the map" }),
        ),
      ),
      element(
        "aside",
        { "aria-label": "About the map" },
        search.node,
        data.categories.length > 0 ? field("Colour", colour) : null,
        legend,
        about,
      ),
    ),
  );

  const drawing = scatter(canvas, places, sizes);
  let waiting = 0;
  const plane = planeView(surface, data.size, places, () => {
    // At most once for each picture of the screen.
    waiting ||= requestAnimationFrame(draw);
  });
  const groups = () => groupsOf(data, column);
  let shades = new Uint8Array(4 * points);
  paint();

  function draw() {
    waiting = 0;
    const ratio = devicePixelRatio || 1;
    const [width, height] = [surface.clientWidth, surface.clientHeight];
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    const grow = ratio * Math.min(2.4, (width < 480 ? 0.7 : 1) * Math.sqrt(plane.view.zoom) * density(points));
    drawing.draw({ x: plane.view.x * ratio, y: plane.view.y * ratio, zoom: plane.scale() * ratio, grow });
    placeNames();
    surface.dataset.zoom = plane.view.zoom.toFixed(2);
  }

  // The colours of the points, as the legend, the search and the lasso want them.
  function paint() {
    const style = getComputedStyle(document.documentElement);
    const palette = Array.from({ length: COLOURS + 1 }, (_, i) => rgb(style.getPropertyValue(`--c${i}`)));
    const strong = rgb(style.getPropertyValue("--text"));
    const { of } = groups();
    const bytes = new Uint8Array(4 * points);
    for (let i = 0; i < points; i++) {
      const isLit = (found === null || found.has(i)) && (picked === null || picked.has(i));
      const isShown = isLit && (only === null || of[i] === only);
      const [r, g, b] = i === chosen ? strong : palette[of[i]];
      bytes.set([r, g, b, isShown || i === chosen ? 215 : 26], 4 * i);
    }
    drawing.colour(bytes);
    shades = bytes;
  }

  function repaint() {
    paint();
    draw();
  }

  const isVisible = (i) => shades[4 * i + 3] > 100;

  // Names of categories while all of the map is seen, names of products after a zoom. One that
  // would cover another is left out.
  function placeNames() {
    const zoomed = plane.view.zoom >= 3 || data.categories.length === 0 || found !== null;
    const nodes = [];
    const taken = [];
    const room = { width: surface.clientWidth, height: surface.clientHeight };
    const put = (text, x, y, style) => {
      const half = Math.min(90, 3.6 * text.length) + 4;
      const inside = x > half && y > 10 && x < room.width - half && y < room.height - 10;
      const free = taken.every((other) => Math.abs(other.x - x) > other.half + half || Math.abs(other.y - y) > 18);
      if (inside && free && nodes.length < MOST_LABELS) {
        const node = element("span", { class: style }, named(text));
        node.style.left = `${x}px`;
        node.style.top = `${y}px`;
        nodes.push(node);
        taken.push({ x, y, half });
      }
    };
    if (chosen >= 0) {
      const [x, y] = plane.toScreen(chosen);
      put(data.product_names[chosen], x, y - 14, "chosen");
    }
    if (zoomed) {
      const scale = plane.scale();
      for (let i = 0; i < points && nodes.length < MOST_LABELS; i++) {
        const x = places[2 * i] * scale + plane.view.x;
        const y = places[2 * i + 1] * scale + plane.view.y;
        if (x > 0 && x < room.width && y > 0 && y < room.height && isVisible(i) && i !== chosen) {
          put(data.product_names[i], x, y - 12, "product");
        }
      }
    } else {
      for (const { name, x, y } of groups().centres) {
        put(name, x * plane.scale() + plane.view.x, y * plane.scale() + plane.view.y, "category");
      }
    }
    labels.replaceChildren(...nodes);
  }

  function fillLegend() {
    const { names, counts } = groups();
    legend.replaceChildren(
      ...names.map((name, i) =>
        element(
          "li",
          {},
          button("", () => toggle(i), { "aria-pressed": String(only === i) }),
        ),
      ),
    );
    names.forEach((name, i) => {
      legend.children[i].firstChild.append(
        element("span", { class: `swatch b${name === null ? COLOURS : i}`, "aria-hidden": "true" }),
        name === null ? "all others" : named(name === "" ? "unknown" : name),
        element("span", { class: "soft" }, count(counts[i])),
      );
    });
  }

  function toggle(group) {
    only = only === group ? null : group;
    fillLegend();
    repaint();
  }

  function name() {
    rename(addressOf("map", "", {
      ...(chosen >= 0 ? { at: data.product_ids[chosen] } : {}),
      ...(column === usual ? {} : { colour: column }),
    }));
  }

  function choose(i, { centred = false } = {}) {
    chosen = i;
    name();
    paint();
    if (centred) {
      plane.centre(i, Math.max(plane.view.zoom, 4));
    } else {
      draw();
    }
    tell();
    say(data.product_names[i]);
  }

  function tell() {
    if (picked !== null) {
      about.replaceChildren(...pickedList());
    } else if (chosen >= 0) {
      about.replaceChildren(
        element("h2", {}, named(data.product_names[chosen])),
        element("p", { class: "soft" }, facts(chosen)),
        element(
          "p",
          { class: "buttons" },
          element("a", { class: "button", href: productAddress(data.product_ids[chosen]) }, "Its neighbours"),
          element("a", { class: "button", href: addressOf("basket", "", { p: data.product_ids[chosen] }) }, "Start a basket"),
        ),
      );
    } else {
      about.replaceChildren(element("p", { class: "soft" }, "Choose a point to see which product it is."));
    }
  }

  function facts(i) {
    const categories = data.categories.map((each) => each.values[each.of[i]]).filter((value) => value !== "");
    return [...categories, plural(data.counts[i], "order", "orders")].join(" · ");
  }

  function pickedList() {
    const ids = [...picked];
    return [
      element("h2", {}, plural(ids.length, "product", "products")),
      element(
        "p",
        { class: "buttons" },
        button("copy ids", () => copyText(ids.map((i) => data.product_ids[i]).join("\n"), `${plural(ids.length, "id is", "ids are")}`)),
        button("csv", () =>
          saveCsv("map", ["product_id", "product_name", "orders", ...data.categories.map((each) => each.column)],
            ids.map((i) => [data.product_ids[i], data.product_names[i], data.counts[i], ...data.categories.map((each) => each.values[each.of[i]])])),
        ),
        button("Clear", () => pick(null)),
      ),
      element(
        "ul",
        { class: "picked" },
        ...ids.slice(0, MOST_LISTED).map((i) => element("li", {}, element("a", { href: productAddress(data.product_ids[i]) }, named(data.product_names[i])))),
      ),
      ids.length > MOST_LISTED ? element("p", { class: "soft" }, `and ${count(ids.length - MOST_LISTED)} more`) : "",
    ];
  }

  function pick(indexes) {
    picked = indexes;
    repaint();
    tell();
  }

  function light(product) {
    found = null;
    const i = index.get(product.product_id);
    if (i !== undefined) {
      pick(null);
      choose(i, { centred: true });
    }
  }

  async function lightAll(text) {
    const answer = await ask("products", { q: text.slice(0, 200), limit: 100 }, signal);
    found = new Set(answer.products.map((product) => index.get(product.product_id)).filter((i) => i !== undefined));
    picked = found.size > 0 ? found : null;
    found = found.size > 0 ? found : null;
    repaint();
    tell();
    say(`${count(answer.total)} found.`);
  }

  function setLasso(on) {
    lasso = on ? [] : null;
    lassoButton.setAttribute("aria-pressed", String(on));
    surface.classList.toggle("lasso", on);
    line.setAttribute("points", "");
    if (on) {
      found = null;
    }
  }

  function endLasso() {
    const inside = new Set();
    for (let i = 0; i < points; i++) {
      const [x, y] = plane.toScreen(i);
      if ((only === null || groups().of[i] === only) && isInside(x, y, lasso)) {
        inside.add(i);
      }
    }
    setLasso(false);
    pick(inside.size > 0 ? inside : null);
    say(`${plural(inside.size, "product", "products")} inside.`);
  }

  const pointers = new Map();
  let moved = false;
  const at = (event) => {
    const box = surface.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };

  function point(x, y) {
    const i = plane.nearest(x, y, 14, isVisible);
    tip.hidden = i < 0;
    if (i >= 0) {
      tip.replaceChildren(element("strong", {}, named(data.product_names[i])), element("br", {}), named(facts(i)));
      const [px, py] = plane.toScreen(i);
      tip.style.left = `${Math.max(4, Math.min(px + 12, surface.clientWidth - tip.offsetWidth - 4))}px`;
      tip.style.top = `${py + 14 + tip.offsetHeight > surface.clientHeight ? py - tip.offsetHeight - 12 : py + 14}px`;
    }
  }

  surface.addEventListener("pointerdown", (event) => {
    pointers.set(event.pointerId, at(event));
    moved = false;
    surface.setPointerCapture(event.pointerId);
    tip.hidden = true;
    if (lasso !== null) {
      lasso = [at(event)];
    }
  });
  surface.addEventListener("pointermove", (event) => {
    const [x, y] = at(event);
    const before = pointers.get(event.pointerId);
    if (before === undefined) {
      point(x, y);
      return;
    }
    if (lasso !== null) {
      lasso.push([x, y]);
      line.setAttribute("points", lasso.map((corner) => corner.join(",")).join(" "));
      return;
    }
    const others = [...pointers].filter(([id]) => id !== event.pointerId).map(([, where]) => where);
    if (others.length > 0) {
      const [ox, oy] = others[0];
      const was = Math.hypot(before[0] - ox, before[1] - oy);
      plane.zoomTo((plane.view.zoom * Math.hypot(x - ox, y - oy)) / Math.max(1, was), (x + ox) / 2, (y + oy) / 2);
      moved = true;
    } else if (moved || Math.hypot(x - before[0], y - before[1]) > 5) {
      moved = true;
      plane.move(x - before[0], y - before[1]);
    } else {
      return;
    }
    pointers.set(event.pointerId, [x, y]);
  });
  const up = (event) => {
    pointers.delete(event.pointerId);
    if (lasso !== null && lasso.length > 2) {
      endLasso();
      moved = true;
    }
  };
  surface.addEventListener("pointerup", up);
  surface.addEventListener("pointercancel", up);
  surface.addEventListener("pointerleave", () => (tip.hidden = true));
  surface.addEventListener("click", (event) => {
    const i = moved ? -1 : plane.nearest(...at(event), 20, isVisible);
    if (i >= 0) {
      found = null;
      picked = null;
      choose(i);
    }
  });
  surface.addEventListener("dblclick", (event) => plane.zoomTo(plane.view.zoom * 2, ...at(event)));
  surface.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      plane.zoomTo(plane.view.zoom * Math.exp(-event.deltaY / 300), ...at(event));
    },
    { passive: false },
  );

  function step([dx, dy]) {
    const from = Math.max(chosen, 0);
    const [fx, fy] = [places[2 * from], places[2 * from + 1]];
    let best = Infinity;
    let next = from;
    for (let i = 0; i < points; i++) {
      const along = (places[2 * i] - fx) * dx + (places[2 * i + 1] - fy) * dy;
      const aside = Math.abs((places[2 * i] - fx) * dy) + Math.abs((places[2 * i + 1] - fy) * dx);
      if (along > 0 && aside <= along && along + 2 * aside < best && isVisible(i)) {
        best = along + 2 * aside;
        next = i;
      }
    }
    choose(chosen < 0 ? 0 : next);
    const [x, y] = plane.toScreen(chosen);
    if (x < 0 || y < 0 || x > surface.clientWidth || y > surface.clientHeight) {
      plane.centre(chosen);
    }
  }
  surface.addEventListener("keydown", (event) => {
    if (DIRECTIONS[event.key]) {
      step(DIRECTIONS[event.key]);
    } else if (event.key === "+" || event.key === "=") {
      plane.zoomTo(plane.view.zoom * 1.6);
    } else if (event.key === "-") {
      plane.zoomTo(plane.view.zoom / 1.6);
    } else if (event.key === "Enter" && chosen >= 0) {
      go(productAddress(data.product_ids[chosen]));
    } else if (event.key === "Escape") {
      setLasso(false);
      found = null;
      pick(null);
    } else {
      return;
    }
    event.preventDefault();
  });
  colour.addEventListener("change", () => {
    column = Number(colour.value);
    only = null;
    name();
    fillLegend();
    repaint();
  });
  addEventListener("resize", () => plane.keep(), { signal });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint, { signal });
  signal.addEventListener("abort", drawing.release);

  fillLegend();
  plane.keep();
  const start = index.get(settings.get("at") ?? "");
  if (start === undefined) {
    tell();
  } else {
    choose(start, { centred: true });
  }
}

// Many points are smaller, so that they do not cover each other.
const density = (points) => Math.min(1.6, Math.max(0.55, Math.sqrt(6000 / Math.max(points, 1))));

function rgb(text) {
  const number = Number.parseInt(text.trim().slice(1), 16);
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255];
}

// The column whose largest categories have most products.
function mostColoured(data) {
  const coloured = data.categories.map((_, column) => {
    const { names, counts } = groupsOf(data, column);
    return names.reduce((sum, name, i) => sum + (name === null ? 0 : counts[i]), 0);
  });
  return Math.max(0, coloured.indexOf(Math.max(...coloured)));
}

// The categories of a column that have a colour: the largest; the last group is all others.
function groupsOf(data, column) {
  const points = data.product_ids.length;
  const categories = data.categories[column];
  if (categories === undefined) {
    return { of: new Uint8Array(points), names: [], counts: [], centres: [] };
  }
  categories.groups ??= madeGroups(data, categories, points);
  return categories.groups;
}

function madeGroups(data, categories, points) {
  const sizes = new Array(categories.values.length).fill(0);
  categories.of.forEach((value) => sizes[value]++);
  const largest = sizes.map((_, i) => i).filter((i) => categories.values[i] !== "").sort((a, b) => sizes[b] - sizes[a]);
  const coloured = largest.slice(0, COLOURS);
  const group = new Map(coloured.map((value, i) => [value, i]));
  const of = Uint8Array.from(categories.of, (value) => group.get(value) ?? COLOURS);
  const others = points - coloured.reduce((sum, value) => sum + sizes[value], 0);
  return {
    of,
    names: [...coloured.map((value) => categories.values[value]), ...(others > 0 ? [null] : [])],
    counts: [...coloured.map((value) => sizes[value]), ...(others > 0 ? [others] : [])],
    centres: largest.slice(0, 60).map((value) => ({ name: categories.values[value], ...densest(data, categories, value) })),
  };
}

// Where most products of a category are: the middle of the fullest square of the plane and of the
// squares around it.
function densest(data, categories, value) {
  const side = data.size / 24;
  const sums = new Map();
  categories.of.forEach((other, i) => {
    if (other === value) {
      const square = Math.floor(data.y[i] / side) * 64 + Math.floor(data.x[i] / side);
      const sum = sums.get(square) ?? { n: 0, x: 0, y: 0 };
      sum.n++;
      sum.x += data.x[i];
      sum.y += data.y[i];
      sums.set(square, sum);
    }
  });
  let best = { n: 0, x: 0, y: 0 };
  for (const square of sums.keys()) {
    const around = { n: 0, x: 0, y: 0 };
    for (const step of [-65, -64, -63, -1, 0, 1, 63, 64, 65]) {
      const sum = sums.get(square + step);
      if (sum !== undefined) {
        around.n += sum.n;
        around.x += sum.x;
        around.y += sum.y;
      }
    }
    if (around.n > best.n) {
      best = around;
    }
  }
  return { x: best.x / Math.max(1, best.n), y: best.y / Math.max(1, best.n) };
}
