"use strict";
// The product table and the map of a report. Reads the JSON beside it, asks nobody for anything.
// Text from the shop's data only ever becomes textContent.
(() => {
  const PAGE = 50;
  const FEW = 10;
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("product-data").textContent);
  const listed = data.counts.length;
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

  // The address names the product that is shown, so it can be sent, and the browser can go back.
  const HASH = "#product=";
  function addressed() {
    if (!location.hash.startsWith(HASH)) {
      return location.hash === "" ? 0 : null;
    }
    let id = location.hash.slice(HASH.length);
    try {
      id = decodeURIComponent(id);
    } catch {
      // Somebody typed a percent sign as it is.
    }
    const product = data.ids.indexOf(id);
    if (product < 0 || product >= listed) {
      byId("product-status").textContent = `This page has no product with the id ${id}.`;
      return null;
    }
    return product;
  }

  listeners.push((product, from) => {
    const hash = HASH + encodeURIComponent(data.ids[product]);
    if (from === "address" || hash === location.hash) {
      return;
    }
    // Each step on the map with an arrow key is not a place to go back to.
    const write = from === "step" ? "replaceState" : "pushState";
    history[write](null, "", hash);
  });
  addEventListener("popstate", () => {
    const product = addressed();
    if (product !== null) {
      select(product, "address");
    }
  });

  // The list: only as many rows as were asked for are in the page.
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const split = (text) => text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  let searchable = null;
  let words = null;
  let known = null;
  let found = [];
  let alike = 0;
  let shown = 0;
  let current = 0;

  // The name or id itself, then names that begin so, then whole words, then parts of words, the most
  // bought of each first. Where these are few, what is spelt alike comes after them.
  function find(query) {
    const asked = plain(query).split(/\s+/).filter((word) => word !== "");
    alike = 0;
    if (asked.length === 0) {
      return data.counts.map((_, product) => product);
    }
    searchable ??= data.counts.map((_, i) => plain(data.names[i] + "\n" + data.ids[i]));
    words ??= searchable.map((text) => [...new Set(split(text))]);
    const start = asked.join(" ");
    const ranked = [[], [], [], []];
    searchable.forEach((text, product) => {
      if (asked.every((word) => text.includes(word))) {
        ranked[rank(product, start, asked)].push(product);
      }
    });
    const exact = ranked.flat();
    if (exact.length >= FEW) {
      return exact;
    }
    const has = new Set(exact);
    const near = misspelt(asked.flatMap(split)).filter((product) => !has.has(product));
    alike = near.length;
    return exact.concat(near);
  }

  function rank(product, start, asked) {
    const text = searchable[product];
    if (text.split("\n").includes(start)) {
      return 0;
    }
    return text.startsWith(start) ? 1 : asked.every((word) => words[product].includes(word)) ? 2 : 3;
  }

  // Products that have, for each word asked for, one that is spelt alike; the nearest first.
  function misspelt(asked) {
    if (asked.length === 0) {
      return [];
    }
    known ??= new Set(words.flat());
    const edits = asked.map((word) => {
      const most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
      const near = new Map();
      for (const other of known) {
        const distance = other.includes(word) ? 0 : most > 0 ? prefixEdits(word, other, most) : 1;
        if (distance <= most) {
          near.set(other, distance);
        }
      }
      return near;
    });
    const sums = new Map();
    words.forEach((own, product) => {
      const sum = edits
        .map((near) => Math.min(...own.map((word) => near.get(word) ?? Infinity)))
        .reduce((a, b) => a + b, 0);
      if (sum < Infinity) {
        sums.set(product, sum);
      }
    });
    return [...sums.keys()].sort((a, b) => sums.get(a) - sums.get(b) || a - b);
  }

  // Fewest letters to add, leave out, replace or swap with the next, to make the beginning of the
  // other word of this one.
  function prefixEdits(word, other, most) {
    const length = Math.min(other.length, word.length + most);
    let before = [];
    let last = Array.from({ length: length + 1 }, (_, j) => j);
    for (let i = 1; i <= word.length; i++) {
      const row = [i];
      for (let j = 1; j <= length; j++) {
        const cost = word[i - 1] === other[j - 1] ? 0 : 1;
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost);
        if (i > 1 && j > 1 && word[i - 1] === other[j - 2] && word[i - 2] === other[j - 1]) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      before = last;
      last = row;
    }
    return Math.min(...last);
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
    const exact = found.length - alike;
    const some = exact === 1 ? "1 product found" : `${count(exact)} products found`;
    byId("product-status").textContent =
      found.length === 0
        ? "No product has these words, or words spelt alike, in its name or id."
        : query.trim() === ""
          ? `${count(found.length)} products, the most bought first.`
          : alike === 0
            ? `${some}.`
            : exact === 0
              ? `No product has these words; ${count(alike)} spelt alike.`
              : `${some}, then ${count(alike)} spelt alike.`;
  }

  byId("product-search").addEventListener("input", search);
  byId("product-search").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && found.length > 0) {
      select(found[0], "list");
    } else if (event.key === "ArrowDown" && found.length > 0) {
      byId("product-rows").querySelector("button").focus();
      event.preventDefault();
    }
  });
  byId("product-rows").addEventListener("keydown", (event) => {
    const here = event.target.closest("tr");
    if (event.key === "ArrowDown") {
      (here.nextElementSibling ?? showMore()[0])?.querySelector("button").focus();
    } else if (event.key === "ArrowUp") {
      (here.previousElementSibling?.querySelector("button") ?? byId("product-search")).focus();
    } else {
      return;
    }
    event.preventDefault();
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
    } else {
      name.append(named(product));
    }
    const category = categories(product);
    if (category !== "") {
      name.append(element("small", { dir: "auto" }, category));
    }
    const node = element("tr", {}, name);
    const times = lift === 0 ? "<0.1×" : (lift / 10).toFixed(lift < 100 ? 1 : 0) + "×";
    const numbers = together === 0 ? ["0", "never"] : [count(together), times];
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
    byId(kind + "-csv").hidden = rows.length === 0;
    byId(kind + "-none").hidden = rows.length > 0;
  }

  // A list as a file, with the columns of neighbours.csv and the page's rounded numbers.
  const quoted = (text) =>
    /[",\r\n]/.test(text) || text.trim() !== text ? `"${text.replaceAll('"', '""')}"` : text;

  function csv(kind, flat) {
    const lines = [
      "product_id,product_name,kind,rank,neighbour_id,neighbour_name,score,bought_together,lift",
    ];
    for (let at = 0; at < flat.length; at += 4) {
      const [product, score, together, lift] = flat.slice(at, at + 4);
      const pair = [current, product].map((each) => [data.ids[each], data.names[each]].map(quoted));
      const evidence = [(score / 100).toFixed(2), together, (lift / 10).toFixed(1)];
      lines.push([...pair[0], kind, at / 4 + 1, ...pair[1], ...evidence].join(","));
    }
    return lines.join("\n") + "\n";
  }

  for (const [list, kind] of [["substitutes", "substitute"], ["complements", "complement"]]) {
    byId(list + "-csv").addEventListener("click", () => {
      const file = new Blob([csv(kind, data[list][current])], { type: "text/csv;charset=utf-8" });
      const href = URL.createObjectURL(file);
      const name = data.ids[current].replace(/[^\p{L}\p{N}._-]+/gu, "_").slice(0, 60);
      const link = element("a", { href, download: `${list}-${name}.csv` });
      document.body.append(link);
      link.click();
      link.remove();
      setTimeout(() => URL.revokeObjectURL(href), 10000);
    });
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
    if (from === "opened") {
      byId("products").scrollIntoView({ behavior: "instant" });
    } else if (from === "neighbours" || (from === "list" && matchMedia("(max-width: 52rem)").matches)) {
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
    // Widths are measured once, for letters of one unit.
    const labels = [...byId("map-labels").children].map((node) => ({
      node,
      x: Number(node.getAttribute("x")),
      y: Number(node.getAttribute("y")),
      half: node.getComputedTextLength() / 2 / Number(byId("map-labels").getAttribute("font-size")),
    }));
    // Names of products stand above their points, those of categories in the middle of theirs.
    const ofProducts = labels.length > 0 && labels[0].node.dataset.product !== undefined;
    if (ofProducts) {
      for (const label of labels) {
        label.x = xs[label.node.dataset.product];
        label.point = points[label.node.dataset.product];
      }
    }
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
      placeLabels(pixel * (narrow ? 11.5 : 13), narrow ? 11 : 26);
      for (const ring of marks.children) {
        ring.setAttribute("r", pixel * (ring.classList.contains("chosen") ? 9 : 7));
      }
      frame.classList.toggle("zoomed", view.zoom > 1);
    }

    // Names stay inside what is seen of the plane; one that would cover another, or is one too many,
    // is left out until there is room.
    function placeLabels(height, most) {
      const taken = [];
      const left = -view.x / view.zoom;
      const top = -view.y / view.zoom;
      const seen = size / view.zoom;
      byId("map-labels").setAttribute("font-size", height);
      for (const label of labels) {
        const half = label.half * height;
        const inside =
          label.x >= left && label.x <= left + seen && label.y >= top && label.y <= top + seen;
        const x = Math.min(Math.max(label.x, left + half), left + seen - half);
        const y = Math.max(label.y, top + (ofProducts ? 1.4 : 0.9) * height);
        const covers = taken.some(
          (other) =>
            Math.abs(other.x - x) < other.half + half + height / 2 &&
            Math.abs(other.y - y) < 1.25 * height,
        );
        const shown = inside && !covers && taken.length < most;
        label.node.setAttribute("visibility", shown ? "visible" : "hidden");
        if (label.point && label.point.classList.toggle("named", shown)) {
          label.point.parentNode.append(label.point);
        }
        if (shown) {
          label.node.setAttribute("x", x);
          label.node.setAttribute("y", y);
          taken.push({ x, y, half });
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
      select(product, "step");
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
  const opened = addressed();
  select(opened ?? 0, opened === null || location.hash === "" ? "address" : "opened");
})();
