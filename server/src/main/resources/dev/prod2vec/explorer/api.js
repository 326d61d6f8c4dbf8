// Asks the server. The token, if it wants one, is kept as long as the tab is open.

import { place } from "./address.js";
import { byId, element } from "./elements.js";

const ROOT = "api/v1/";
const TOKEN = "prod2vec-token";

/** Why there is no answer, in words for people. */
export class Problem extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

const headers = () => {
  const token = sessionStorage.getItem(TOKEN);
  return token === null ? {} : { Authorization: `Bearer ${token}` };
};

/** Whether requests need more than an address, so that links to files cannot work. */
export const hasToken = () => sessionStorage.getItem(TOKEN) !== null;

/** The address of a route about the run that is looked at. Empty parameters are left out. */
export function routeAddress(path, parameters = {}) {
  const query = new URLSearchParams();
  const run = place().settings.get("run");
  for (const [name, value] of Object.entries({ ...parameters, ...(run === null ? {} : { run }) })) {
    for (const each of [value].flat()) {
      if (each !== "" && each !== null && each !== undefined) {
        query.append(name, each);
      }
    }
  }
  const text = query.toString();
  return ROOT + path + (text === "" ? "" : "?" + text);
}

async function answer(address, options) {
  let response;
  try {
    response = await fetch(address, { ...options, headers: { ...headers(), ...options.headers } });
  } catch (error) {
    if (error.name === "AbortError") {
      throw error;
    }
    throw new Problem(0, "The server does not answer. Is it still running?");
  }
  if (response.status === 401) {
    await askForToken();
    return answer(address, options);
  }
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new Problem(response.status, problem.detail ?? `The server answered ${response.status}.`);
  }
  return response;
}

/** What a route answers. @param {AbortSignal} signal ends it when nobody needs it any more */
export async function ask(path, parameters = {}, signal = undefined) {
  return (await answer(routeAddress(path, parameters), { signal })).json();
}

/** As `ask`, about the folder and not about a run. */
export async function askFolder(path, parameters = {}, signal = undefined) {
  const text = new URLSearchParams(parameters).toString();
  return (await answer(ROOT + path + (text === "" ? "" : "?" + text), { signal })).json();
}

/** As `ask`, for a part of a page. */
export async function askText(path, signal = undefined) {
  return (await answer(routeAddress(path), { signal })).text();
}

/** As `ask`, for a file. */
export async function askFile(path) {
  return (await answer(routeAddress(path), {})).blob();
}

/** What a route answers to a document. */
export async function send(path, body, signal = undefined) {
  const options = {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    signal,
  };
  return (await answer(routeAddress(path), options)).json();
}

const idPart = encodeURIComponent;

/** The path of a product's route. */
export const productPath = (id, of = "") => `products/${idPart(id)}${of === "" ? "" : "/" + of}`;

let asking = null;

// Several requests may find out at once that a token is needed; one question is enough.
function askForToken() {
  asking ??= new Promise((resolve) => {
    const wrong = hasToken();
    const input = element("input", {
      id: "token",
      type: "password",
      autocomplete: "off",
      required: true,
    });
    const dialog = element(
      "dialog",
      { class: "ask", "aria-labelledby": "token-label" },
      element(
        "form",
        {
          method: "dialog",
          onsubmit: () => {
            sessionStorage.setItem(TOKEN, input.value);
            dialog.remove();
            asking = null;
            resolve();
          },
        },
        element("label", { id: "token-label", for: "token" }, "This server asks for a token."),
        element(
          "p",
          { class: "soft" },
          wrong
            ? "The last one was not right."
            : "Whoever started the server has it. This tab keeps it until it is closed.",
        ),
        input,
        element("button", { type: "submit" }, "Use it"),
      ),
    );
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    (byId("view") ?? document.body).before(dialog);
    dialog.showModal();
  });
  return asking;
}
