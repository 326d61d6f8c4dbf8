"use strict";
// The product table and the map of a report. Reads the JSON beside it, asks nobody for anything.
// Text from the shop's data only ever becomes textContent.
(() => {
  const PAGE = 50;
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("product-data").textContent);
  const listed = data.ids.length;
  const count = (n) => n.toLocaleString("en-US");
  const listeners = [];

  function element(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      node.setAttribute(name, value);
    }
    node.append(...children);
    return node;
  }

  function named(product) {
    const node = element("bdi", {});
    node.textContent = data.names[product];
    return node;
  }

  function categories(product) {
    return data.categories
      .map((column) => column.values[column.of[product]])
      .filter((value) => value !== "")
      .join(" · ");
  }

  function select(product, from) {
    for (const listener of listeners) {
      listener(product, from);
    }
  }

  // The list: only as many rows as were asked for are in the page.
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  let searchable = null;
  let found = [];
  let shown = 0;
  let current = 0;

  function find(query) {
    const words = plain(query).split(/\s+/).filter((word) => word !== "");
    if (words.length === 0) {
      return data.ids.map((_, product) => product);
    }
    searchable ??= data.ids.map((id, product) => plain(data.names[product] + "\n" + id));
    const start = words.join(" ");
    const first = [];
    const rest = [];
    searchable.forEach((text, product) => {
      if (words.every((word) => text.includes(word))) {
        (text.startsWith(start) || plain(data.ids[product]) === start ? first : rest).push(product);
      }
    });
    return first.concat(rest);
  }

  function row(product) {
    const button = element("button", { type: "button" }, named(product));
    button.addEventListener("click", () => select(product, "list"));
    const name = element("th", { scope: "row" }, button);
    const category = categories(product);
    if (category !== "") {
      name.append(element("small", { dir: "auto" }, category));
    }
    const node = element("tr", {}, name);
    node.append(element("td", { class: "number" }, count(data.counts[product])));
    node.dataset.product = product;
    return node;
  }

  function showMore() {
    const to = Math.min(shown + PAGE, found.length);
    const rows = found.slice(shown, to).map(row);
    byId("product-rows").append(...rows);
    shown = to;
    byId("product-more").hidden = shown === found.length;
    markCurrent();
    return rows;
  }

  function markCurrent() {
    for (const node of byId("product-rows").children) {
      const is = Number(node.dataset.product) === current;
      node.classList.toggle("current", is);
      const button = node.querySelector("button");
      if (is) {
        button.setAttribute("aria-current", "true");
      } else {
        button.removeAttribute("aria-current");
      }
    }
  }

  function search() {
    const query = byId("product-search").value;
    found = find(query);
    shown = 0;
    byId("product-rows").replaceChildren();
    showMore();
    byId("product-list").scrollTop = 0;
    byId("product-status").textContent =
      found.length === 0
        ? "No product has all of these words in its name or id."
        : query.trim() === ""
          ? `${count(found.length)} products, the most bought first.`
          : found.length === 1
            ? "1 product found."
            : `${count(found.length)} products found.`;
  }

  byId("product-search").addEventListener("input", search);
  byId("product-search").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && found.length > 0) {
      select(found[0], "list");
    }
  });
  byId("product-more").addEventListener("click", () => {
    const rows = showMore();
    rows[0]?.querySelector("button").focus();
  });

  // The product that is shown with its neighbours.
  function neighbourRow(flat, at, withScore) {
    const [product, score, together, lift] = flat.slice(at, at + 4);
    const name = element("th", { scope: "row" });
    if (product < listed) {
      const button = element("button", { type: "button" }, named(product));
      button.addEventListener("click", () => select(product, "neighbours"));
      name.append(button);
      const category = categories(product);
      if (category !== "") {
        name.append(element("small", { dir: "auto" }, category));
      }
    } else {
      name.append(named(product));
    }
    const node = element("tr", {}, name);
    const numbers = [count(together), (lift / 10).toFixed(lift < 100 ? 1 : 0) + "×"];
    if (withScore) {
      numbers.unshift((score / 100).toFixed(2));
    }
    node.append(...numbers.map((text) => element("td", { class: "number" }, text)));
    return node;
  }

  function neighbours(kind, flat, withScore) {
    const table = byId(kind);
    const rows = [];
    for (let at = 0; at < flat.length; at += 4) {
      rows.push(neighbourRow(flat, at, withScore));
    }
    table.tBodies[0].replaceChildren(...rows);
    table.hidden = rows.length === 0;
    byId(kind + "-none").hidden = rows.length > 0;
  }

  listeners.push((product, from) => {
    current = product;
    markCurrent();
    byId("detail-name").replaceChildren(named(product));
    const facts = [`id ${data.ids[product]}`, categories(product)].filter((text) => text !== "");
    byId("detail-facts").replaceChildren(
      ...facts.map((text) => element("bdi", {}, text)).flatMap((node) => [node, " · "]),
      `in ${count(data.counts[product])} training orders`,
    );
    neighbours("substitutes", data.substitutes[product] ?? [], true);
    neighbours("complements", data.complements[product] ?? [], false);
    if (from === "neighbours" || (from === "list" && matchMedia("(max-width: 52rem)").matches)) {
      byId("detail-name").focus({ preventScroll: true });
      byId("detail").scrollIntoView({ block: "nearest" });
    }
  });

  // The map: its points are in the page already, in the order of the products.
  function map() {
    const svg = byId("map");
    const frame = svg.parentElement;
    const plane = byId("map-plane");
    const tip = byId("map-tip");
    const marks = byId("map-marks");
    const points = [...byId("map-points").children];
    const xs = points.map((point) => Number(point.getAttribute("x")));
    const ys = points.map((point) => Number(point.getAttribute("y")));
    const labels = [...byId("map-labels").children].map((node) => ({
      node,
      x: Number(node.getAttribute("x")),
      y: Number(node.getAttribute("y")),
    }));
    const size = 1000;
    const view = { zoom: 1, x: 0, y: 0 };
    let chosen = 0;
    let only = null;
    let drag = null;

    // Points, rings and labels keep their size on the screen, whatever the zoom.
    function draw() {
      const pixel = size / Math.max(svg.clientWidth, 1) / view.zoom;
      const narrow = svg.clientWidth < 480;
      plane.setAttribute("transform", `translate(${view.x} ${view.y}) scale(${view.zoom})`);
      const grow = 1 + Math.min(0.6, (view.zoom - 1) * 0.15);
      for (const shape of svg.querySelectorAll("defs path")) {
        shape.setAttribute("transform", `scale(${pixel * grow * (narrow ? 0.46 : 0.62)})`);
      }
      placeLabels(pixel * (narrow ? 11.5 : 13));
      for (const ring of marks.children) {
        ring.setAttribute("r", pixel * (ring.classList.contains("chosen") ? 9 : 7));
      }
      frame.classList.toggle("zoomed", view.zoom > 1);
    }

    // Names stay inside the plane; one that would cover another is left out until there is room.
    function placeLabels(height) {
      const taken = [];
      for (const label of labels) {
        label.node.setAttribute("font-size", height);
        label.node.removeAttribute("visibility");
        const half = label.node.getComputedTextLength() / 2;
        const x = Math.min(Math.max(label.x, half), size - half);
        label.node.setAttribute("x", x);
        const covers = taken.some(
          (other) =>
            Math.abs(other.x - x) < other.half + half && Math.abs(other.y - label.y) < height,
        );
        if (covers) {
          label.node.setAttribute("visibility", "hidden");
        } else {
          taken.push({ x, y: label.y, half });
        }
      }
    }

    function zoomTo(zoom, x, y) {
      const next = Math.min(Math.max(zoom, 1), 12);
      view.x = x - ((x - view.x) * next) / view.zoom;
      view.y = y - ((y - view.y) * next) / view.zoom;
      view.zoom = next;
      keepInside();
    }

    function keepInside() {
      const least = size * (1 - view.zoom);
      view.x = Math.min(0, Math.max(least, view.x));
      view.y = Math.min(0, Math.max(least, view.y));
      draw();
    }

    function place(event) {
      const box = svg.getBoundingClientRect();
      return {
        x: ((event.clientX - box.left) / box.width) * size,
        y: ((event.clientY - box.top) / box.height) * size,
      };
    }

    function nearest(event, pixels) {
      const at = place(event);
      const x = (at.x - view.x) / view.zoom;
      const y = (at.y - view.y) / view.zoom;
      let best = (pixels * size) / svg.clientWidth / view.zoom;
      let product = -1;
      for (let i = 0; i < points.length; i++) {
        const distance = Math.hypot(xs[i] - x, ys[i] - y);
        if (distance < best && (only === null || points[i].classList.contains(only))) {
          best = distance;
          product = i;
        }
      }
      return product;
    }

    function showTip(product) {
      tip.hidden = product < 0;
      if (product < 0) {
        return;
      }
      const category = categories(product);
      tip.replaceChildren(element("strong", {}, named(product)));
      if (category !== "") {
        tip.append(element("br", {}), element("span", { dir: "auto" }, category));
      }
      const scale = svg.clientWidth / size;
      const x = (xs[product] * view.zoom + view.x) * scale;
      const y = (ys[product] * view.zoom + view.y) * scale;
      const left = Math.min(Math.max(4, x + 12), svg.clientWidth - tip.offsetWidth - 4);
      const above = y + 14 + tip.offsetHeight > svg.clientHeight;
      tip.style.left = `${Math.max(4, left)}px`;
      tip.style.top = `${above ? y - tip.offsetHeight - 12 : y + 14}px`;
    }

    function ring(product, style) {
      const node = document.createElementNS(svg.namespaceURI, "circle");
      node.setAttribute("class", style);
      node.setAttribute("cx", xs[product]);
      node.setAttribute("cy", ys[product]);
      return node;
    }

    listeners.push((product) => {
      chosen = product;
      const near = [];
      const flat = data.substitutes[product] ?? [];
      for (let at = 0; at < flat.length; at += 4) {
        if (flat[at] < points.length) {
          near.push(ring(flat[at], "near"));
        }
      }
      const onMap = product < points.length;
      marks.replaceChildren(...near, ...(onMap ? [ring(product, "chosen")] : []));
      byId("map-name").replaceChildren(named(product));
      byId("map-facts").textContent = onMap
        ? categories(product)
        : "Not on the map, which shows the most bought products only.";
      draw();
    });

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
          tip.hidden = true;
          keepInside();
        }
      } else {
        showTip(nearest(event, 14));
      }
    });
    svg.addEventListener("pointerup", () => {
      setTimeout(() => (drag = null), 0);
    });
    svg.addEventListener("pointercancel", () => (drag = null));
    svg.addEventListener("pointerleave", () => (tip.hidden = true));
    svg.addEventListener("click", (event) => {
      const product = drag?.moved ? -1 : nearest(event, 22);
      if (product >= 0) {
        select(product, "map");
        showTip(product);
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

    const middle = size / 2;
    const actions = {
      in: () => zoomTo(view.zoom * 1.6, middle, middle),
      out: () => zoomTo(view.zoom / 1.6, middle, middle),
      all: () => zoomTo(1, middle, middle),
    };
    for (const button of frame.querySelectorAll("[data-zoom]")) {
      button.addEventListener("click", actions[button.dataset.zoom]);
    }

    // Arrow keys go to the nearest product in that direction.
    const directions = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, -1],
      ArrowDown: [0, 1],
    };
    function step([dx, dy]) {
      const from = chosen < points.length ? chosen : 0;
      let best = Infinity;
      let product = from;
      for (let i = 0; i < points.length; i++) {
        const along = (xs[i] - xs[from]) * dx + (ys[i] - ys[from]) * dy;
        const aside = Math.abs((xs[i] - xs[from]) * dy) + Math.abs((ys[i] - ys[from]) * dx);
        if (along > 0 && aside <= along && along + 2 * aside < best) {
          best = along + 2 * aside;
          product = i;
        }
      }
      select(product, "map");
      showTip(product);
    }
    svg.addEventListener("keydown", (event) => {
      if (directions[event.key]) {
        step(directions[event.key]);
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
      for (const point of points) {
        point.classList.toggle("dim", only !== null && !point.classList.contains(only));
      }
    });
    addEventListener("resize", draw);
  }

  if (byId("map")) {
    map();
  }
  search();
  select(0, "start");
})();
