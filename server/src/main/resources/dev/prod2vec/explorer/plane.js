// What is seen of a plane of points: zoom and drag by mouse, wheel, fingers and buttons, and the
// point nearest to a place. It knows no products and draws nothing itself.

const MOST_ZOOM = 60;
const CELLS = 128;

/**
 * @param {HTMLElement} surface where the pointer acts
 * @param {number} size width and height of the plane
 * @param {Float32Array} places x and y of each point
 * @param {(view: object) => void} changed called when something else is seen
 */
export function planeView(surface, size, places, changed) {
  const view = { zoom: 1, x: 0, y: 0 };
  const width = () => surface.clientWidth;
  const height = () => surface.clientHeight;
  // At zoom 1 all of the plane is seen.
  const unit = () => Math.min(width(), height()) / size;
  const grid = gridOf(places, size);

  function keep() {
    const full = unit() * size * view.zoom;
    const inside = (at, room) => (full <= room ? (room - full) / 2 : Math.min(0, Math.max(room - full, at)));
    view.x = inside(view.x, width());
    view.y = inside(view.y, height());
    changed(view);
  }

  function zoomTo(zoom, x = width() / 2, y = height() / 2) {
    const next = Math.min(Math.max(zoom, 1), MOST_ZOOM);
    view.x = x - ((x - view.x) * next) / view.zoom;
    view.y = y - ((y - view.y) * next) / view.zoom;
    view.zoom = next;
    keep();
  }

  function move(dx, dy) {
    view.x += dx;
    view.y += dy;
    keep();
  }

  /** Brings a point into the middle. */
  function centre(index, zoom = view.zoom) {
    view.zoom = Math.min(Math.max(zoom, 1), MOST_ZOOM);
    const scale = unit() * view.zoom;
    view.x = width() / 2 - places[2 * index] * scale;
    view.y = height() / 2 - places[2 * index + 1] * scale;
    keep();
  }

  const scale = () => unit() * view.zoom;
  const toScreen = (index) => [places[2 * index] * scale() + view.x, places[2 * index + 1] * scale() + view.y];
  const toPlane = (x, y) => [(x - view.x) / scale(), (y - view.y) / scale()];

  /** The point nearest to a place on the screen; -1 if none is so near. */
  function nearest(x, y, pixels, wanted) {
    const [px, py] = toPlane(x, y);
    let best = pixels / scale();
    let found = -1;
    grid.around(px, py, best, (i) => {
      const distance = Math.hypot(places[2 * i] - px, places[2 * i + 1] - py);
      if (distance < best && wanted(i)) {
        best = distance;
        found = i;
      }
    });
    return found;
  }

  return { view, keep, zoomTo, move, centre, scale, toScreen, toPlane, nearest };
}

// Points by squares of the plane, so that a place is asked about few of them.
function gridOf(places, size) {
  const cell = (at) => Math.min(CELLS - 1, Math.max(0, Math.floor((at / size) * CELLS)));
  const number = (i) => cell(places[2 * i + 1]) * CELLS + cell(places[2 * i]);
  const points = places.length / 2;
  const starts = new Uint32Array(CELLS * CELLS + 1);
  for (let i = 0; i < points; i++) {
    starts[number(i) + 1]++;
  }
  for (let c = 0; c < CELLS * CELLS; c++) {
    starts[c + 1] += starts[c];
  }
  const next = starts.slice();
  const order = new Uint32Array(points);
  for (let i = 0; i < points; i++) {
    order[next[number(i)]++] = i;
  }
  return {
    around(x, y, radius, visit) {
      for (let row = cell(y - radius); row <= cell(y + radius); row++) {
        const from = starts[row * CELLS + cell(x - radius)];
        const to = starts[row * CELLS + cell(x + radius) + 1];
        for (let at = from; at < to; at++) {
          visit(order[at]);
        }
      }
    },
  };
}

/** Whether a place is inside a closed line, given by its corners. */
export function isInside(x, y, line) {
  let inside = false;
  for (let i = 0, j = line.length - 1; i < line.length; j = i++) {
    const [ax, ay] = line[i];
    const [bx, by] = line[j];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) {
      inside = !inside;
    }
  }
  return inside;
}
