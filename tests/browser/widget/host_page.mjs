/**
 * Pages of a hall that embeds the widget. They are answered under the demo hall's own
 * origin, which the edge knows; everything else of the page comes from the real edge.
 */

import { readFileSync } from "node:fs";
import { EDGE, HALL } from "../journey/hall.mjs";

const MANIFEST = new URL("../../../Cargo.toml", import.meta.url);
export const VERSION = /version = "([^"]+)"/.exec(readFileSync(MANIFEST, "utf8"))[1];
export const FOLDER = `${EDGE}/widget/${VERSION}`;
export const LOADER = `${EDGE}/widget/v1/loader.js`;

/** The script tag that a page includes. */
export const script = (src = LOADER, attributes = "") => `<script async src="${src}" ${attributes}></script>`;

/** The element, with a ticket and whatever else. */
export const element = (ticket, attributes = "", inside = "") =>
  `<haochaping-rating endpoint="${EDGE}" ticket="${ticket}" ${attributes}>${inside}</haochaping-rating>`;

let count = 0;

/**
 * Opens a page with this body. `head` goes into its head, `headers` into the answer,
 * `lang` on its root. Its events of the form are collected in `window.seen`.
 */
export async function openHostPage(page, { body, head = "", headers = {}, lang = "zh-CN", listen = true }) {
  page.setDefaultTimeout(15_000);
  count += 1;
  const address = `${HALL}/embedding-${count}`;
  await page.route(address, (route) =>
    route.fulfill({
      headers: { "Content-Type": "text/html; charset=utf-8", ...headers },
      body: `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>办事大厅</title>
<meta name="viewport" content="width=device-width, initial-scale=1">${head}</head><body><main>${body}</main></body></html>`,
    }),
  );
  if (listen) await page.addInitScript(collectEvents);
  await page.goto(address, { waitUntil: "domcontentloaded" });
  return address;
}

/** Runs in the page: keeps every event of the element, in order. */
function collectEvents() {
  globalThis.seen = [];
  const names = ["ready", "select", "before-submit", "submitted", "queued", "error", "close"];
  for (const name of names) {
    addEventListener(`hcp-${name}`, ({ type, detail, target }) => globalThis.seen.push({ type, detail, id: target.id }));
  }
}

/** The events so far, of one type when it is named. */
export async function events(page, type) {
  const seen = await page.evaluate(() => globalThis.seen);
  return type ? seen.filter((event) => event.type === type) : seen;
}

/** Waits until the form itself has taken over, in every element on the page. */
export async function formArrived(page, elements = 1) {
  await page.waitForFunction(
    (wanted) => globalThis.seen.filter(({ type }) => type === "hcp-ready").length >= wanted,
    elements,
  );
}

/** Holds back answers for this pattern until the returned function is called. */
export async function hold(page, pattern) {
  let release;
  const released = new Promise((resolve) => (release = resolve));
  await page.route(pattern, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}
