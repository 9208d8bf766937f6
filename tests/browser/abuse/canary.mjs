/** Watches a page for anything that a text may never do to it. */

import { EDGE, HALL } from "../journey/hall.mjs";
import { ELSEWHERE } from "./payloads.mjs";

/** Elements that no page of ours has, with an exception for its own scripts and styles. */
const FOREIGN = "iframe, object, embed, base, meta[http-equiv], math, img, template, svg[onload], title *, [onerror], [onload], [onfocus], [ontoggle], [onpointerover], [style]";

/**
 * Starts watching; the returned `told()` lists what happened since: code that ran,
 * dialogs, violations of the policy, requests elsewhere, pages that were left.
 */
export async function watch(page) {
  const told = [];
  await page.exposeBinding("hit", () => told.push("code ran"));
  await page.exposeBinding("violated", (_, what) => told.push(`policy: ${what}`));
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) =>
      globalThis.violated(`${violatedDirective} ${blockedURI} ${sample}`),
    );
  });
  page.on("dialog", (dialog) => {
    told.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("popup", (popup) => told.push(`popup: ${popup.url()}`));
  page.on("request", (request) => {
    const known = [`${EDGE}/`, `${HALL}/`, "data:,"].some((own) => request.url().startsWith(own));
    if (!known) told.push(`request: ${request.url()}`);
  });
  page.on("framenavigated", (frame) => {
    if (frame.url().includes(ELSEWHERE) && new URL(frame.url()).host === ELSEWHERE) told.push(`left for ${frame.url()}`);
  });
  return {
    /** Clears what happened and answers with it. */
    told: () => told.splice(0),
    /** Elements and links on the page, shadow roots included, that only a payload can have made. */
    made: () => page.evaluate(found, FOREIGN),
  };
}

/** Runs in the page. */
function found(foreign) {
  const made = [];
  const look = (root) => {
    for (const element of root.querySelectorAll(foreign)) made.push(element.outerHTML.slice(0, 120));
    for (const link of root.querySelectorAll("[href], [action], [formaction], [src]")) {
      for (const name of ["href", "action", "formaction", "src"]) {
        const value = link.getAttribute(name);
        if (value === null) continue;
        const url = new URL(value, document.baseURI);
        const good = ["http:", "https:"].includes(url.protocol) || value === "data:,";
        if (!good || url.host === "evil.example") made.push(link.outerHTML.slice(0, 120));
      }
    }
    for (const element of root.querySelectorAll("*")) if (element.shadowRoot) look(element.shadowRoot);
  };
  look(document);
  return made;
}
