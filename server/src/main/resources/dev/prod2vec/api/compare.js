// Two runs side by side.

import { element } from "./elements.js";

/** @param {import("./explorer.js").View} view */
export async function compareView({ main, title }) {
  title("Compare");
  main.append(element("h1", {}, "Compare two runs"));
}
