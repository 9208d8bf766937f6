/**
 * Clickjacking: the hosted page shows itself in frames of its hall's origins only, and
 * no page of the edge in anybody else's, whatever stands between.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Citizen } from "./journey/citizen.mjs";
import { eventually, expectVisible } from "./journey/expect.mjs";
import { EDGE, HALL, reportStep } from "./journey/hall.mjs";
import { DESKTOP, onScreen, useBrowser } from "./journey/screens.mjs";

const FOREIGN = "http://evil.example";

useBrowser();

/** Answers `address` with a page that frames `inner`. */
async function frames(page, address, inner, attributes = "") {
  await page.route(address, (route) =>
    route.fulfill({
      contentType: "text/html; charset=utf-8",
      body: `<!doctype html><title>x</title><iframe src="${inner}" width=900 height=800 ${attributes}></iframe>`,
    }),
  );
}

/** The innermost frame once it has settled: its address, or `blocked`. */
async function innermost(page, depth) {
  const settled = await eventually(
    async () => {
      const frame = page.frames()[depth];
      return frame && { url: frame.url(), ready: await frame.evaluate(() => document.readyState).catch(() => "") };
    },
    (state) => state !== undefined && state.url !== "" && state.url !== "about:blank" && state.ready === "complete",
    "a settled frame",
  );
  return settled.url.startsWith("chrome-error:") ? "blocked" : settled.url;
}

test("a page of the hall may frame the hosted page, and the citizen can rate there", () =>
  onScreen(DESKTOP, async (page) => {
    const { page: hosted } = await reportStep();
    await frames(page, `${HALL}/framing`, hosted);
    await page.goto(`${HALL}/framing`);
    assert.equal(await innermost(page, 1), hosted);
    const citizen = new Citizen(page.frameLocator("iframe"));
    await expectVisible(citizen.level(5));
    await citizen.choose(5);
    await citizen.submit();
    await citizen.receipt();
  }));

test("a page of any other origin may not, directly, sandboxed, or around a page of the hall", () =>
  onScreen(DESKTOP, async (page) => {
    const { page: hosted } = await reportStep();
    await frames(page, `${FOREIGN}/plain`, hosted);
    await frames(page, `${FOREIGN}/sandboxed`, hosted, 'sandbox="allow-scripts allow-forms allow-top-navigation"');
    await frames(page, `${FOREIGN}/around`, `${HALL}/between`);
    await frames(page, `${HALL}/between`, hosted);
    for (const [address, depth] of [["plain", 1], ["sandboxed", 1], ["around", 2]]) {
      await page.goto(`${FOREIGN}/${address}`);
      assert.equal(await innermost(page, depth), "blocked", address);
    }
  }));

test("what the hosted page answers to a post, a receipt and a refusal are not framed elsewhere either", () =>
  onScreen(DESKTOP, async (page) => {
    const { ticket } = await reportStep();
    const answer = await fetch(`${EDGE}/v1/evaluations`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ticket, level: 5 }),
    });
    const { receipt } = await answer.json();
    for (const [name, path] of [["receipt", `/v1/receipts/${receipt}`], ["refusal", "/r/x"], ["rated", `/r/${ticket}`]]) {
      await frames(page, `${FOREIGN}/${name}`, `${EDGE}${path}`);
      await page.goto(`${FOREIGN}/${name}`);
      assert.equal(await innermost(page, 1), "blocked", name);
    }
    await page.route(`${FOREIGN}/post`, (route) =>
      route.fulfill({
        contentType: "text/html",
        body: `<!doctype html><form method=post action="${EDGE}/r/${ticket}" target=inner><input name=level value=1></form><iframe name=inner></iframe><script>document.forms[0].submit()</script>`,
      }),
    );
    await page.goto(`${FOREIGN}/post`);
    assert.equal(await innermost(page, 1), "blocked");
  }));

test("the demo hall's pages, which hold the form, are framed by nobody else", () =>
  onScreen(DESKTOP, async (page) => {
    const { ticket } = await reportStep();
    for (const [name, path] of [["home", "/"], ["inline", `/embed/inline?ticket=${ticket}`], ["strict", `/embed/strict-csp?ticket=${ticket}`]]) {
      await frames(page, `${FOREIGN}/hall-${name}`, `${HALL}${path}`);
      await page.goto(`${FOREIGN}/hall-${name}`);
      assert.equal(await innermost(page, 1), "blocked", name);
    }
  }));
