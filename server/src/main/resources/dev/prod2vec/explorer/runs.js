// All runs of the folder, and which of them is looked at.

import { addressOf } from "./address.js";
import { askFolder } from "./api.js";
import { count, element, named, percent, table } from "./elements.js";

/** @param {import("./explorer.js").View} view */
export async function runsView({ main, signal, run, title }) {
  title("Runs");
  const { served, runs } = await askFolder("runs", {}, signal);
  const number = (value, text) => (typeof value === "number" ? text(value) : "");
  main.append(
    element("h1", {}, "Runs"),
    element(
      "p",
      { class: "lead" },
      "The server answers about ",
      named(served),
      run.id === served ? "." : "; this page looks at ",
      ...(run.id === served ? [] : [named(run.id), "."]),
      " Choose another finished run to look at it; nothing changes for others.",
    ),
  );
  if (runs.length === 0) {
    main.append(element("p", {}, "There are no runs beside it."));
    return;
  }
  main.append(
    element(
      "div",
      { class: "wide" },
      table(
        "",
        ["Run", "Made", "State", "#HR@10", "#Popularity", "#Products", "#Orders", "Beside this"],
        runs.toReversed().map(({ id, created, state, metrics }) => [
          state === "done"
            ? element(
                "a",
                {
                  href: addressOf("", "", id === served ? { run: "" } : { run: id }),
                  "aria-current": id === run.id ? "true" : null,
                },
                named(id),
              )
            : named(id),
          created.slice(0, 16).replace("T", " "),
          state,
          number(metrics["hitRate10 model"], percent),
          number(metrics["hitRate10 popularity"], percent),
          number(metrics.products, count),
          number(metrics.orders, count),
          state === "done" && id !== run.id
            ? element("a", { href: addressOf("compare", "", { a: id, b: run.id }), "aria-label": `Compare ${id} with ${run.id}` }, "compare")
            : "",
        ]),
        { class: "runs-table" },
      ),
    ),
  );
}
