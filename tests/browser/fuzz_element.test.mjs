/**
 * The element under everything that a page, a stranger's frame or a damaged storage can
 * do to it, in random order. Whatever comes: nothing is thrown, nothing is submitted,
 * the page around it stays as it was, and there is something to rate with, or a sentence
 * that says why not.
 *
 * `FUZZ_SEED` repeats a run, `FUZZ_RUNS` makes it longer; a failure prints its seed and
 * the shortest series of actions that still fails.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { EDGE, HALL, reportStep } from "./journey/hall.mjs";
import { DESKTOP, onScreen, useBrowser } from "./journey/screens.mjs";
import { act, surroundings, whole } from "./fuzz/acts.mjs";
import { actions } from "./fuzz/actions.mjs";
import { element, openHostPage, script } from "./widget/host_page.mjs";

useBrowser();

const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000);
const RUNS = Number(process.env.FUZZ_RUNS ?? 1);
const FOREIGN = "http://stranger.example";

/** What the browser itself writes when an address does not answer; not the page's doing. */
const NETWORK = /^Failed to load resource|^Access to (fetch|script)|^Fetch API cannot load|violates the following Content Security Policy/;

const OWN = `<h1>我的办件</h1><form id="own"><label>姓名 <input name="name" value="x"></label><input type="radio" name="level" value="3"><button>查询</button></form>
<iframe id="stranger" src="${FOREIGN}/frame" title="x"></iframe><div id="place"></div><div id="other"></div>`;

/** Opens a page with the element and answers with what it must not do. */
async function open(page, ticket) {
  const wrong = [];
  page.on("pageerror", (error) => wrong.push(`thrown: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" && !NETWORK.test(message.text())) wrong.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => request.method() === "POST" && wrong.push(`sent: ${request.url()}`));
  page.on("dialog", (dialog) => wrong.push(`dialog: ${dialog.message()}`));
  page.on("framenavigated", (frame) => {
    const known = [HALL, FOREIGN, "about:"].some((start) => frame.url().startsWith(start));
    if (!known) wrong.push(`went to ${frame.url()}`);
  });
  await page.route(`${FOREIGN}/**`, (route) =>
    route.fulfill({
      contentType: "text/html",
      body: `<script>onmessage = ({ data }) => parent.postMessage(data, "*")</script>`,
    }),
  );
  await page.route(/evil\.example/, (route) => route.abort());
  await openHostPage(page, { body: script() + OWN, listen: false });
  await page.evaluate((html) => (document.getElementById("place").innerHTML = html), element(ticket));
  await page.waitForFunction(() => customElements.get("haochaping-rating"));
  return wrong;
}

/** Runs one series of actions on a fresh page and holds it against the promises. */
async function series(ticket, list, prepare = () => {}) {
  await onScreen(DESKTOP, async (page) => {
    await prepare(page);
    const wrong = await open(page, ticket);
    const before = await page.evaluate(surroundings);
    for (const action of list) await page.evaluate(act, { ...action, ticket, edge: EDGE });
    await page.waitForTimeout(120);
    assert.deepEqual(wrong, []);
    assert.deepEqual(await page.evaluate(surroundings), before, "the page around it");
    // Left in peace with a good ticket, it can be rated with again.
    const state = await page.evaluate(whole, { ticket, edge: EDGE });
    assert.equal(state, "whole");
    assert.deepEqual(wrong, []);
  });
}

async function explore(ticket, runs, limit, prepare) {
  console.log(`FUZZ_SEED=${SEED}`);
  await fc.assert(
    fc.asyncProperty(actions, (list) => series(ticket, list, prepare)),
    { seed: SEED, numRuns: runs * RUNS, interruptAfterTimeLimit: limit * RUNS, markInterruptAsFailure: false },
  );
}

/** The edge limits how often one ticket is looked at; that is not what this is about. */
async function ready() {
  const { ticket } = await reportStep();
  const form = await (await fetch(`${EDGE}/v1/form?ticket=${ticket}&lang=zh`)).text();
  const answer = (page) =>
    page.route(`**/v1/form?ticket=${ticket}*`, (route) =>
      route.fulfill({ body: form, headers: { "Content-Type": "application/json", "Access-Control-Allow-Origin": "*" } }),
    );
  return { ticket, answer };
}

test("random attributes, messages, storage and events: nothing thrown, nothing sent, nothing else touched", async () => {
  const { ticket, answer } = await ready();
  await explore(ticket, 40, 14_000, answer);
});

test("the same where the form cannot run: the link stays and leads to the edge", async () => {
  const { ticket, answer } = await ready();
  await explore(ticket, 12, 6_000, async (page) => {
    await answer(page);
    await page.addInitScript(() => {
      globalThis.blocked = true;
      console.error = () => {};
    });
    await page.route("**/engine.wasm", (route) => route.abort());
  });
});
