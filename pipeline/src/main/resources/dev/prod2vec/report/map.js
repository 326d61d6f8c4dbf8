// The map: zoom, drag, pointing, keys and legend. Its points are in the page already, in the order
// of the products.

import { byId, categories, element, named } from "./dom.js";
import { mapLabels } from "./labels.js";

const SIZE = 1000;
const MOST_ZOOM = 12;

// Arrow keys go to the nearest product in that direction.
const DIRECTIONS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * @param {Products} products what the points are
 * @param select called with the product that is chosen, and "map", "step" (by an arrow key) or
 *   "neighbours" (to go to them)
 * @returns what the page tells the map: the product to `show`, and its substitutes
 */
export function productMap(products, select) {
  const svg = byId("map");
  const frame = svg.parentElement;
  const plane = byId("map-plane");
  const marks = byId("map-marks");
  const points = [...byId("map-points").children];
  const xs = points.map((point) => Number(point.getAttribute("x")));
  const ys = points.map((point) => Number(point.getAttribute("y")));
  const placeLabels = mapLabels(points);
  const view = { zoom: 1, x: 0, y: 0 };
  let chosen = null;
  let only = null;
  let drag = null;

  // Points, rings and labels keep their size on the screen, whatever the zoom.
  function draw() {
    const pixel = SIZE / Math.max(svg.clientWidth, 1) / view.zoom;
    const narrow = svg.clientWidth < 480;
    plane.setAttribute("transform", `translate(${view.x} ${view.y}) scale(${view.zoom})`);
    const grow = 1 + Math.min(0.6, (view.zoom - 1) * 0.15);
    for (const shape of svg.querySelectorAll("defs path")) {
      shape.setAttribute("transform", `scale(${pixel * grow * (narrow ? 0.46 : 0.62)})`);
    }
    const seen = { left: -view.x / view.zoom, top: -view.y / view.zoom, seen: SIZE / view.zoom };
    placeLabels(seen, pixel * (narrow ? 11.5 : 13), narrow ? 11 : 26);
    for (const ring of marks.children) {
      ring.setAttribute("r", pixel * (ring.classList.contains("chosen") ? 9 : 7));
    }
    frame.classList.toggle("zoomed", view.zoom > 1);
  }

  function zoomTo(zoom, x, y) {
    const next = Math.min(Math.max(zoom, 1), MOST_ZOOM);
    view.x = x - ((x - view.x) * next) / view.zoom;
    view.y = y - ((y - view.y) * next) / view.zoom;
    view.zoom = next;
    keepInside();
  }

  function keepInside() {
    const least = SIZE * (1 - view.zoom);
    view.x = Math.min(0, Math.max(least, view.x));
    view.y = Math.min(0, Math.max(least, view.y));
    draw();
  }

  // Where an event is, in units of the whole map.
  function place(event) {
    const box = svg.getBoundingClientRect();
    return {
      x: ((event.clientX - box.left) / box.width) * SIZE,
      y: ((event.clientY - box.top) / box.height) * SIZE,
    };
  }

  // The point nearest to an event; -1 if none is so near.
  function nearest(event, pixels) {
    const at = place(event);
    const x = (at.x - view.x) / view.zoom;
    const y = (at.y - view.y) / view.zoom;
    let best = (pixels * SIZE) / svg.clientWidth / view.zoom;
    let index = -1;
    for (let i = 0; i < points.length; i++) {
      const distance = Math.hypot(xs[i] - x, ys[i] - y);
      if (distance < best && (only === null || points[i].classList.contains(only))) {
        best = distance;
        index = i;
      }
    }
    return index;
  }

  const tip = mapTip(svg, (index) => ({
    x: xs[index] * view.zoom + view.x,
    y: ys[index] * view.zoom + view.y,
  }));
  let pointedAt = -1;

  async function point(index) {
    pointedAt = index;
    if (index < 0) {
      tip.hide();
      return;
    }
    const product = await products.at(index);
    // A slower answer about a point that was left again is of no use.
    if (pointedAt === index) {
      tip.show(product);
    }
  }

  async function choose(index, from) {
    select(await products.at(index), from);
    await point(index);
  }

  function ring(index, style) {
    const node = document.createElementNS(svg.namespaceURI, "circle");
    node.setAttribute("class", style);
    node.setAttribute("cx", xs[index]);
    node.setAttribute("cy", ys[index]);
    return node;
  }

  function show(product, substitutes) {
    chosen = product;
    const onMap = product.index < points.length;
    const near = substitutes
      .map((neighbour) => neighbour.product.index)
      .filter((index) => index < points.length)
      .map((index) => ring(index, "near"));
    marks.replaceChildren(...near, ...(onMap ? [ring(product.index, "chosen")] : []));
    byId("map-name").replaceChildren(named(product));
    byId("map-facts").textContent = onMap
      ? categories(product)
      : "Not on the map, which shows the most bought products only.";
    draw();
  }

  svg.addEventListener("pointerdown", (event) => {
    if (view.zoom > 1) {
      drag = { ...place(event), moved: false };
      svg.setPointerCapture(event.pointerId);
    }
  });
  svg.addEventListener("pointermove", (event) => {
    if (drag) {
      const at = place(event);
      drag.moved ||= Math.hypot(at.x - drag.x, at.y - drag.y) > 6;
      if (drag.moved) {
        view.x += at.x - drag.x;
        view.y += at.y - drag.y;
        drag.x = at.x;
        drag.y = at.y;
        point(-1);
        keepInside();
      }
    } else {
      point(nearest(event, 14));
    }
  });
  svg.addEventListener("pointerup", () => {
    setTimeout(() => (drag = null), 0);
  });
  svg.addEventListener("pointercancel", () => (drag = null));
  svg.addEventListener("pointerleave", () => point(-1));
  svg.addEventListener("click", (event) => {
    const index = drag?.moved ? -1 : nearest(event, 22);
    if (index >= 0) {
      choose(index, "map");
    }
  });
  svg.addEventListener("dblclick", (event) => {
    const at = place(event);
    zoomTo(view.zoom * 2, at.x, at.y);
  });
  svg.addEventListener(
    "wheel",
    (event) => {
      // A plain wheel scrolls the page; a pinch on a touchpad comes as a wheel with ctrl.
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        const at = place(event);
        zoomTo(view.zoom * Math.exp(-event.deltaY / 200), at.x, at.y);
      }
    },
    { passive: false },
  );

  const middle = SIZE / 2;
  const actions = {
    in: () => zoomTo(view.zoom * 1.6, middle, middle),
    out: () => zoomTo(view.zoom / 1.6, middle, middle),
    all: () => zoomTo(1, middle, middle),
  };
  for (const button of frame.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", actions[button.dataset.zoom]);
  }

  function step([dx, dy]) {
    const from = chosen !== null && chosen.index < points.length ? chosen.index : 0;
    let best = Infinity;
    let next = from;
    for (let i = 0; i < points.length; i++) {
      const along = (xs[i] - xs[from]) * dx + (ys[i] - ys[from]) * dy;
      const aside = Math.abs((xs[i] - xs[from]) * dy) + Math.abs((ys[i] - ys[from]) * dx);
      if (along > 0 && aside <= along && along + 2 * aside < best) {
        best = along + 2 * aside;
        next = i;
      }
    }
    choose(next, "step");
  }
  svg.addEventListener("keydown", (event) => {
    if (DIRECTIONS[event.key]) {
      step(DIRECTIONS[event.key]);
    } else if (event.key === "+" || event.key === "=") {
      actions.in();
    } else if (event.key === "-") {
      actions.out();
    } else if (event.key === "Enter") {
      select(chosen, "neighbours");
    } else {
      return;
    }
    event.preventDefault();
  });

  const legend = byId("map-legend");
  legend?.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) {
      return;
    }
    only = only === button.dataset.only ? null : button.dataset.only;
    for (const other of legend.querySelectorAll("button")) {
      other.setAttribute("aria-pressed", String(other.dataset.only === only));
    }
    for (const each of points) {
      each.classList.toggle("dim", only !== null && !each.classList.contains(only));
    }
  });
  addEventListener("resize", draw);

  return { show };
}

// The note beside the point that is pointed at.
function mapTip(svg, placeOf) {
  const tip = byId("map-tip");

  function show(product) {
    tip.hidden = false;
    const category = categories(product);
    tip.replaceChildren(element("strong", {}, named(product)));
    if (category !== "") {
      tip.append(element("br", {}), element("span", { dir: "auto" }, category));
    }
    const scale = svg.clientWidth / SIZE;
    const place = placeOf(product.index);
    const x = place.x * scale;
    const y = place.y * scale;
    const left = Math.min(Math.max(4, x + 12), svg.clientWidth - tip.offsetWidth - 4);
    const above = y + 14 + tip.offsetHeight > svg.clientHeight;
    tip.style.left = `${Math.max(4, left)}px`;
    tip.style.top = `${above ? y - tip.offsetHeight - 12 : y + 14}px`;
  }

  return { show, hide: () => (tip.hidden = true) };
}
