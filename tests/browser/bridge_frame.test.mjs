/**
 * The hosted page in a frame: it speaks to the pages that the hall allows, by their origin,
 * hears them alone, and never an app that shows through.
 */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { formIn, HOSTS, settings, surround, told } from "./bridge/hosts.mjs";
import { arrived } from "./journey/central.mjs";
import { Citizen } from "./journey/citizen.mjs";
import { eventually, expectVisible } from "./journey/expect.mjs";
import { EDGE, HALL, reportStep } from "./journey/hall.mjs";
import { DESKTOP, onScreen, PHONE, useBrowser } from "./journey/screens.mjs";

useBrowser();

const FOREIGN = "http://evil.example";
const SAMPLE = readFileSync(new URL("../../docs/in-app/frame.html", import.meta.url), "utf8");

/** Answers `address` with a page of this body, which keeps all that it is told. */
async function answer(page, address, body) {
  await page.route(address, (route) =>
    route.fulfill({
      contentType: "text/html; charset=utf-8",
      body: `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>办事大厅</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<script>globalThis.heard = []; addEventListener("message", ({ data, origin }) => heard.push([origin, data]))</script>
</head><body>${body}</body></html>`,
    }),
  );
}

const frame = (address) => `<iframe id="rating" src="${address}" width="100%" height="700"></iframe>`;
const heard = (page) => page.evaluate(() => globalThis.heard.map(([origin, data]) => [origin, JSON.parse(data)]));

test("the sample of the documentation, as it stands: settings, height, submitted", () =>
  onScreen(PHONE, async (page) => {
    const { caseNo, ticket } = await reportStep();
    const sample = SAMPLE.replaceAll("https://pj.example.gov.cn", EDGE).replace("TICKET", ticket);
    await answer(page, `${HALL}/frame`, `<script>document.documentElement.className = "elder"</script>${sample}`);
    await page.goto(`${HALL}/frame`);
    const inner = page.frameLocator("#rating");
    await inner.locator("haochaping-rating[elder]").waitFor();
    const citizen = new Citizen(formIn(inner));
    await citizen.sees();
    await page.waitForFunction(() => Number(document.getElementById("rating").height) > 800);
    const before = Number(await page.locator("#rating").getAttribute("height"));
    await citizen.choose(2);
    await page.waitForFunction((before) => Number(document.getElementById("rating").height) > before, before);
    await citizen.because("209");
    await citizen.submit();
    await citizen.receipt();
    await page.locator("#rating[data-rated]").waitFor();
    await page.waitForFunction((before) => Number(document.getElementById("rating").height) < before, before);
    for (const [origin, message] of await heard(page)) {
      assert.equal(origin, EDGE);
      assert.deepEqual(Object.keys(message).filter((name) => !["haochaping", "type", "height"].includes(name)), []);
    }
    assert.equal((await arrived(caseNo))[0].level, 2);
  }));

test("who may not frame the page but opens it in a window hears nothing and is not heard", () =>
  onScreen(DESKTOP, async (page, context) => {
    const { page: hosted } = await reportStep();
    await answer(page, `${FOREIGN}/opener`, `<button>打开</button>`);
    await page.goto(`${FOREIGN}/opener`);
    const opened = context.waitForEvent("page");
    await page.evaluate((address) => {
      globalThis.child = open(address);
    }, `${hosted}?bridge=auto`);
    const child = await opened;
    await new Citizen(formIn(child)).sees();
    await child.waitForFunction(() => globalThis.haochapingBridge);
    for (const text of [settings({ elder: true }), settings({ back: "https://evil.example/" })]) {
      await page.evaluate((text) => globalThis.child.postMessage(text, "*"), text);
    }
    // The page answers this call after whatever was posted to it before.
    await child.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
    assert.equal(await child.locator("haochaping-rating[elder], .hcp-back").count(), 0);
    assert.deepEqual(await heard(page), []);
  }));

test("a frame beside it, and the same page from another origin, are not heard", () =>
  onScreen(DESKTOP, async (page) => {
    const { page: hosted } = await reportStep();
    await answer(page, `${FOREIGN}/beside`, `<script>addEventListener("message", ({ data }) => {
      if (data.go) parent.frames[0].postMessage(data.go, "*");
    })</script>`);
    await answer(page, `${HALL}/both`, `${frame(`${hosted}?bridge=iframe`)}<iframe src="${FOREIGN}/beside"></iframe>`);
    await page.goto(`${HALL}/both`);
    await new Citizen(formIn(page.frameLocator("#rating"))).sees();
    await eventually(() => heard(page), (all) => all.some(([, { type }]) => type === "opened"), "the hall is told");
    const beside = page.frames().find((one) => one.url().startsWith(FOREIGN));
    await beside.waitForLoadState();
    await page.evaluate((go) => frames[1].postMessage({ go }, "*"), settings({ elder: true, back: "https://evil.example/" }));
    await page.evaluate(() => frames[0].postMessage(JSON.stringify({ haochaping: 1, type: "settings", theme: "dark" }), "*"));
    await page.frameLocator("#rating").locator("haochaping-rating[theme=dark]").waitFor();
    assert.equal(await page.frameLocator("#rating").locator("haochaping-rating[elder], .hcp-back").count(), 0);
  }));

test("an app's object that shows in the frame is not spoken to", () =>
  onScreen(HOSTS.android.screen, async (page) => {
    const { page: hosted } = await reportStep();
    await surround(page, HOSTS.android);
    await answer(page, `${HALL}/in-app`, frame(`${hosted}?bridge=auto`));
    await page.goto(`${HALL}/in-app`);
    await expectVisible(new Citizen(formIn(page.frameLocator("#rating"))).level(5));
    await eventually(() => heard(page), (all) => all.some(([, { type }]) => type === "opened"), "the hall is told");
    assert.deepEqual(await told(page), []);
    const inner = page.frames()[1];
    assert.deepEqual(await inner.evaluate(() => globalThis.told), []);
  }));

test("a page that echoes everything back makes no endless conversation", () =>
  onScreen(DESKTOP, async (page) => {
    const { page: hosted } = await reportStep();
    await answer(
      page,
      `${HALL}/echo`,
      `${frame(`${hosted}?bridge=iframe`)}<script>addEventListener("message", ({ data, source }) => source.postMessage(data, "*"))</script>`,
    );
    await page.goto(`${HALL}/echo`);
    await eventually(() => heard(page), (all) => all.some(([, { type }]) => type === "opened"), "the hall is told");
    await page.evaluate(() => frames[0].postMessage('{"haochaping":2,"type":"settings"}', "*"));
    const all = await eventually(() => heard(page), (all) => all.some(([, { code }]) => code === "version_unknown"), "a refusal");
    assert.equal(all.filter(([, { type }]) => type === "error").length, 1);
  }));
