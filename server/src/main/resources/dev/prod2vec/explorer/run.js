// How good a run is: its report, without the products, and its files.

import { askFile, askText, hasToken, routeAddress } from "./api.js";
import { button, element, problemNote, table } from "./elements.js";
import { saveFile } from "./saving.js";

const UNITS = ["bytes", "kB", "MB", "GB"];

const PAGES = {
  "report.html": "Report",
  "quality.html": "Data checks",
  "tuning.html": "Tuning study",
};

/** @param {import("./explorer.js").View} view */
export async function runView({ main, signal, run, title }) {
  title(`Run ${run.id}`);
  const parts = element("div", { class: "report" });
  if (run.report) {
    try {
      // The server wrote it, with all texts escaped; the page's policy runs no script of it.
      const template = document.createElement("template");
      template.innerHTML = await askText("run/report", signal);
      parts.append(template.content);
    } catch (error) {
      if (error.name === "AbortError") {
        throw error;
      }
      parts.append(element("h1", {}, `Run ${run.id}`), problemNote(error));
    }
  } else {
    parts.append(
      element("h1", {}, run.id),
      element("p", { class: "lead" }, "The folder of a model: it has vectors, but no report."),
    );
  }
  main.append(parts, files(run));
}

function files(run) {
  const pages = run.files.filter((file) => PAGES[file.name] !== undefined);
  const names = element(
    "p",
    { class: "buttons" },
    ...pages.map((file) =>
      hasToken()
        ? button(`Save ${PAGES[file.name].toLowerCase()}`, () => save(file.name))
        : element(
            "a",
            { class: "button", href: fileAddress(file.name), target: "_blank", rel: "noopener" },
            PAGES[file.name],
          ),
    ),
  );
  return element(
    "section",
    { class: "part", "aria-labelledby": "files-title" },
    element("h2", { id: "files-title" }, "Files"),
    pages.length > 0 ? names : null,
    table(
      "Everything in the run's folder",
      ["File", "#Size"],
      run.files.map((file) => [download(file.name), bytes(file.bytes)]),
      { class: "narrow" },
    ),
  );
}

const fileAddress = (name) => routeAddress(`run/files/${encodeURIComponent(name)}`);

// A link cannot bring the token.
const download = (name) =>
  hasToken()
    ? button(name, () => save(name), { class: "plain" })
    : element("a", { href: fileAddress(name), download: name }, name);

async function save(name) {
  saveFile(name, await askFile(`run/files/${encodeURIComponent(name)}`), "");
}

function bytes(n) {
  let unit = 0;
  let value = n;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${UNITS[unit]}`;
}
