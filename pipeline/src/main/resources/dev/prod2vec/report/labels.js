// The names on the map, which keep their size on the screen whatever the zoom.

import { byId } from "./dom.js";

/**
 * @param points the map's points, in the order of the products
 * @returns a function that places the names: in a view of the plane, with letters of a height, at
 *   most so many of them
 */
export function mapLabels(points) {
  const layer = byId("map-labels");
  const fontSize = Number(layer.getAttribute("font-size"));
  // Widths are measured once, for letters of one unit.
  const labels = [...layer.children].map((node) => ({
    node,
    x: Number(node.getAttribute("x")),
    y: Number(node.getAttribute("y")),
    half: node.getComputedTextLength() / 2 / fontSize,
  }));
  // Names of products stand above their points, those of categories in the middle of theirs.
  const ofProducts = labels.length > 0 && labels[0].node.dataset.product !== undefined;
  if (ofProducts) {
    for (const label of labels) {
      label.point = points[label.node.dataset.product];
      label.x = Number(label.point.getAttribute("x"));
    }
  }

  // Names stay inside what is seen of the plane; one that would cover another, or is one too many,
  // is left out until there is room.
  return function place({ left, top, seen }, height, most) {
    const taken = [];
    layer.setAttribute("font-size", height);
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
  };
}
