/**
 * The hosted page in each kind of app, at that phone's size: it tells where the form stands
 * and nothing of what was rated, and follows how the app wants it shown.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { lookAt } from "./access/look.mjs";
import { formIn, HOSTS, settings, surround, told } from "./bridge/hosts.mjs";
import { arrived } from "./journey/central.mjs";
import { Citizen } from "./journey/citizen.mjs";
import { eventually, expectVisible } from "./journey/expect.mjs";
import { EDGE, HALL, reportStep } from "./journey/hall.mjs";
import { DESKTOP, onScreen, PHONE, useBrowser } from "./journey/screens.mjs";

useBrowser();

const COMMENT = "窗口让我跑了三趟";
const message = (type, rest = {}) => ({ haochaping: 1, type, ...rest });
const isTold = (page, type) =>
  eventually(() => told(page), (all) => all.some((one) => one.type === type), `an app that is told “${type}”`);
/** What the policy of the page refused. */
const violations = (page) =>
  page.addInitScript(() => {
    globalThis.violated = [];
    addEventListener("securitypolicyviolation", (event) => globalThis.violated.push(event.violatedDirective));
  });

for (const [name, app] of Object.entries(HOSTS)) {
  test(`${name}: ready, opened, submitted, and nothing that the citizen chose or wrote`, () =>
    onScreen(app.screen, async (page) => {
      const { caseNo, page: hosted } = await reportStep({ channel: 3 });
      await surround(page, app);
      await violations(page);
      await page.goto(`${hosted}?bridge=${app.host ?? name}`);
      const citizen = new Citizen(formIn(page));
      if (!app.last) await isTold(page, "opened");
      if (app.answer) {
        await page.evaluate(app.answer, settings({ elder: true, theme: "dark", back: "yuzhongapp://cases/1" }));
        await page.locator("haochaping-rating[elder][theme=dark] .hcp-elder").waitFor();
        assert.equal(await page.getByRole("link", { name: "返回" }).getAttribute("href"), "yuzhongapp://cases/1");
      }
      await citizen.choose(2);
      await citizen.because("209");
      await citizen.comment().fill(COMMENT);
      await citizen.submit();
      await citizen.receipt();
      const all = await isTold(page, "submitted");
      const states = all.filter(({ type }) => type !== "size");
      assert.deepEqual(states, (app.last ? ["submitted"] : ["ready", "opened", "submitted"]).map((type) => message(type)));
      for (const { height, ...rest } of all.filter(({ type }) => type === "size")) {
        assert.deepEqual(rest, message("size"));
        assert.ok(height > 100 && height < 10_000);
      }
      assert.equal(all.some(({ type }) => type === "size"), !app.last);
      assert.deepEqual(await page.evaluate(() => globalThis.violated), []);
      const [row] = await arrived(caseNo);
      assert.deepEqual([row.level, row.comment], [2, COMMENT]);
    }));
}

test("an app that is found by what it offers: auto", () =>
  onScreen(HOSTS.ios.screen, async (page) => {
    const { page: hosted } = await reportStep();
    await surround(page, HOSTS.ios);
    await page.goto(`${hosted}?bridge=auto`);
    await isTold(page, "opened");
  }));

test("who does not ask is told nothing: no script of the bridge, no message", () =>
  onScreen(HOSTS.android.screen, async (page) => {
    const { page: hosted } = await reportStep();
    await surround(page, HOSTS.android);
    for (const query of ["", "?bridge=", "?bridge=AUTO", "?bridge=%22%3E%3Cscript%3E", "?bridge=auto2"]) {
      await page.goto(`${hosted}${query}`);
      const citizen = new Citizen(formIn(page));
      await citizen.sees();
      await page.evaluate(() => document.querySelector("haochaping-rating").reset());
      assert.deepEqual(await told(page), []);
      assert.equal(await page.evaluate(() => "haochapingBridge" in globalThis), false);
      assert.equal(await page.locator("script[src*=bridge]").count(), 0);
    }
  }));

test("another host than the one that is there is told nothing", () =>
  onScreen(HOSTS.ios.screen, async (page) => {
    const { page: hosted } = await reportStep();
    await surround(page, HOSTS.ios);
    await page.goto(`${hosted}?bridge=android`);
    await new Citizen(formIn(page)).sees();
    await page.waitForFunction(() => globalThis.haochapingBridge);
    assert.deepEqual(await told(page), []);
  }));

test("a step that was rated: the app is told why there is no form", () =>
  onScreen(HOSTS["react-native"].screen, async (page) => {
    const { page: hosted } = await reportStep();
    await surround(page, HOSTS["react-native"]);
    await page.goto(`${hosted}?bridge=react-native`);
    const citizen = new Citizen(formIn(page));
    await citizen.choose(5);
    await citizen.submit();
    await citizen.receipt();
    await isTold(page, "submitted");
    await page.goto(`${hosted}?bridge=react-native`);
    await isTold(page, "error");
    const states = (await told(page)).filter(({ type }) => type !== "size");
    assert.deepEqual(states, [message("ready"), message("error", { code: "already_evaluated" })]);
  }));

test("without a connection: the app is not told that it was submitted before it was", () =>
  onScreen(HOSTS.ios.screen, async (page, context) => {
    const { page: hosted, caseNo } = await reportStep();
    await surround(page, HOSTS.ios);
    await page.goto(`${hosted}?bridge=ios`);
    const citizen = new Citizen(formIn(page));
    await citizen.sees();
    await isTold(page, "opened");
    await citizen.choose(5);
    await context.setOffline(true);
    await citizen.submit();
    const queued = await isTold(page, "error");
    assert.deepEqual(queued.find(({ type }) => type === "error"), message("error", { code: "queued" }));
    assert.equal(queued.some(({ type }) => type === "submitted"), false);
    await context.setOffline(false);
    await isTold(page, "submitted");
    assert.equal((await arrived(caseNo)).length, 1);
  }));

test("the way back tells the app that the citizen leaves", () =>
  onScreen(PHONE, async (page) => {
    const { page: hosted } = await reportStep();
    await surround(page, HOSTS.ios);
    await page.goto(`${hosted}?bridge=ios&lang=en`);
    await isTold(page, "opened");
    await page.evaluate(HOSTS.ios.answer, settings({ back: `${HALL.replace("http:", "https:")}/cases` }));
    const back = page.getByRole("link", { name: "Back" });
    await expectVisible(back);
    await page.evaluate(() => addEventListener("click", (event) => event.preventDefault()));
    await back.click();
    assert.equal((await isTold(page, "closed")).at(-1).type, "closed");
  }));

for (const elder of [false, true]) {
  test(`the page with its way back keeps every measure${elder ? ", elder" : ""}`, () =>
    onScreen({ viewport: { width: 360, height: 3200 }, bypassCSP: true }, async (page) => {
      const { page: hosted } = await reportStep();
      await surround(page, HOSTS.android);
      await page.goto(`${hosted}?bridge=android`);
      await isTold(page, "opened");
      await page.evaluate(HOSTS.android.answer, settings({ elder, back: "yuzhongapp://cases/1" }));
      await expectVisible(page.getByRole("link", { name: "返回" }));
      assert.deepEqual(await lookAt(page, "main", { elder }), []);
    }));
}

test("a form that the page adds later is shown as the app asked before", () =>
  onScreen(PHONE, async (page) => {
    const { ticket } = await reportStep();
    await surround(page, HOSTS.android);
    await page.route(`${HALL}/later`, (route) =>
      route.fulfill({
        contentType: "text/html; charset=utf-8",
        body: `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>办事大厅</title>
<script defer src="${EDGE}/widget/v1/bridge.js" data-host="android"></script>
<script defer src="${EDGE}/widget/v1/loader.js"></script></head><body><main></main></body></html>`,
      }),
    );
    await page.goto(`${HALL}/later`);
    await isTold(page, "ready");
    await page.evaluate(HOSTS.android.answer, settings({ elder: true, theme: "dark" }));
    assert.equal((await told(page)).some(({ type }) => type === "size"), false);
    await page.evaluate(
      ([endpoint, ticket]) => {
        const form = Object.assign(document.createElement("haochaping-rating"), { endpoint, ticket });
        document.querySelector("main").append(form);
      },
      [EDGE, ticket],
    );
    await page.locator("haochaping-rating[elder][theme=dark] .hcp-elder.hcp-dark").waitFor();
    await isTold(page, "size");
  }));

test("a page of the hall that embeds the form and asks by itself", () =>
  onScreen(DESKTOP, async (page) => {
    const { ticket } = await reportStep();
    await surround(page, HOSTS.android);
    await page.route(`${HALL}/in-app`, (route) =>
      route.fulfill({
        contentType: "text/html; charset=utf-8",
        body: `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>办事大厅</title>
<script defer src="${EDGE}/widget/v1/bridge.js" data-host="android" data-schemes="yuzhongapp"></script>
<script defer src="${EDGE}/widget/v1/loader.js"></script></head>
<body><haochaping-rating endpoint="${EDGE}" ticket="${ticket}" mode="dialog"></haochaping-rating></body></html>`,
      }),
    );
    await page.goto(`${HALL}/in-app`);
    await isTold(page, "ready");
    await page.evaluate(() => document.querySelector("haochaping-rating").open());
    await isTold(page, "opened");
    await page.keyboard.press("Escape");
    await isTold(page, "closed");
  }));
