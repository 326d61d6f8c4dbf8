// All runs of the folder, and which of them is looked at.

import { addressOf } from "./address.js";
import { askFolder } from "./api.js";
import { count, element, named, percent, plural, table } from "./elements.js";

/** Each tag leads to the runs that have it. */
const tagLinks = (tags) =>
  tags.flatMap((tag, i) => [
    i === 0 ? "" : ", ",
    element("a", { href: addressOf("runs", "", { tag }) }, named(tag)),
  ]);

/** @param {import("./explorer.js").View} view */
export async function runsView({ main, settings, signal, run, title }) {
  title("Runs");
  const { served, runs: all } = await askFolder("runs", {}, signal);
  const tag = settings.get("tag");
  const runs = tag === null ? all : all.filter(({ tags }) => tags.includes(tag));
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
  if (all.length === 0) {
    main.append(element("p", {}, "There are no runs beside it."));
    return;
  }
  if (tag !== null) {
    main.append(
      element(
        "p",
        {},
        `${plural(runs.length, "run has", "runs have")} the tag `,
        named(tag),
        ". ",
        element("a", { href: addressOf("runs") }, "Show all runs"),
      ),
    );
  }
  const hasTags = all.some(({ tags }) => tags.length > 0);
  main.append(
    element(
      "div",
      { class: "wide" },
      table(
        "",
        ["Run", ...(hasTags ? ["Tags"] : []), "Made", "State", "#HR@10", "#Popularity", "#Products", "#Orders", "Beside this"],
        runs.toReversed().map(({ id, created, state, tags, metrics }) => [
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
          ...(hasTags ? [tagLinks(tags)] : []),
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
