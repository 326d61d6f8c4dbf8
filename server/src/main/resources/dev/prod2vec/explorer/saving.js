// Lists as files and in the clipboard.

import { element, say } from "./elements.js";

// What a spreadsheet would run, as `CsvFormulas` has it.
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

const quoted = (text) =>
  /[",\r\n]/.test(text) || text.trim() !== text ? `"${text.replaceAll('"', '""')}"` : text;

const cell = (value) =>
  typeof value === "number" ? String(value) : quoted(FORMULA.test(value) ? "'" + value : value);

/** A table as csv. A text that a spreadsheet would run gets an apostrophe. */
export const csvOf = (head, rows) =>
  [head, ...rows].map((row) => row.map(cell).join(",")).join("\n") + "\n";

/** Hands a file to the browser to save. */
export function saveFile(name, content, type) {
  const blob = content instanceof Blob ? content : new Blob([content], { type });
  const href = URL.createObjectURL(blob);
  const link = element("a", { href, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(href), 10000);
}

export const saveCsv = (name, head, rows) =>
  saveFile(fileName(name) + ".csv", csvOf(head, rows), "text/csv;charset=utf-8");

/** A name without what a file system may not take. */
const fileName = (name) => name.replace(/[^\p{L}\p{N}._-]+/gu, "_").slice(0, 80);

/** Puts a text into the clipboard, and says so. */
export async function copyText(text, what) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without TLS a browser has no clipboard for pages; it still copies what is selected.
    const area = element("textarea", { class: "hidden", "aria-hidden": "true" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  say(`${what} copied.`);
}
