/**
 * An app whose way out comes late, and pages whose form comes late or never: nothing that
 * happened is dropped, and what the app asked for holds.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { HOSTS, settings, surround, told } from "./bridge/hosts.mjs";
import { eventually, expectVisible } from "./journey/expect.mjs";
import { EDGE, HALL, reportStep } from "./journey/hall.mjs";
import { onScreen, PHONE, useBrowser } from "./journey/screens.mjs";

useBrowser();

const BACK = "yuzhongapp://cases/1";
const isTold = (page, type) =>
  eventually(() => told(page), (all) => all.some((one) => one.type === type), `an app that is told “${type}”`);

/** A page of the hall with the bridge and no form. */
async function openEmpty(page, host) {
  await page.route(`${HALL}/later`, (route) =>
    route.fulfill({
      contentType: "text/html; charset=utf-8",
      body: `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>办事大厅</title>
<script defer src="${EDGE}/widget/v1/bridge.js" data-host="${host}" data-schemes="yuzhongapp"></script>
<script defer src="${EDGE}/widget/v1/loader.js"></script></head><body><main></main></body></html>`,
    }),
  );
  await page.goto(`${HALL}/later`);
  await page.waitForFunction(() => globalThis.haochapingBridge);
}

/** Events of a form, one after the other. */
const happens = (page, events) =>
  page.evaluate((events) => {
    for (const [type, detail] of events) dispatchEvent(new CustomEvent(type, { detail }));
  }, events);

/** The codes and types that an app was told, without heights. */
const said = (all) => all.filter(({ type }) => type !== "size").map(({ type, code }) => code ?? type);

test("an app whose way out comes late is told everything that happened meanwhile", () =>
  onScreen(PHONE, async (page) => {
    await surround(page, { put: () => (globalThis.flutter_inappwebview = {}) });
    await openEmpty(page, "flutter");
    const errors = Array.from({ length: 40 }, () => ["hcp-error", { code: "unavailable" }]);
    await happens(page, [...errors, ["hcp-submitted", {}], ["hcp-close", {}]]);
    await page.evaluate(() => {
      globalThis.flutter_inappwebview.callHandler = (_, text) => globalThis.told.push(JSON.parse(text));
      dispatchEvent(new Event("flutterInAppWebViewPlatformReady"));
    });
    const all = said(await isTold(page, "closed"));
    assert.deepEqual(all, ["ready", ...errors.map(() => "unavailable"), "submitted", "closed"]);
  }));

test("what happens twice is told twice; how a form stands, once", () =>
  onScreen(PHONE, async (page) => {
    await surround(page, HOSTS.android);
    await openEmpty(page, "android");
    await isTold(page, "ready");
    await happens(page, [
      ["hcp-ready", { state: "open" }],
      ["hcp-ready", { state: "open" }],
      ["hcp-error", { code: "overloaded" }],
      ["hcp-error", { code: "overloaded" }],
      ["hcp-submitted", {}],
      ["hcp-submitted", {}],
      ["hcp-ready", { state: "ticket_invalid" }],
      ["hcp-error", { code: "ticket_invalid" }],
      ["hcp-error", { code: "rule_broken" }],
      ["hcp-close", {}],
    ]);
    const all = said(await isTold(page, "closed"));
    assert.deepEqual(all, [
      "ready", "opened", "overloaded", "overloaded", "submitted", "submitted", "ticket_invalid", "closed",
    ]);
  }));

test("the way back that was named before there was a form stands above it", () =>
  onScreen(PHONE, async (page) => {
    const { ticket } = await reportStep();
    await surround(page, HOSTS.android);
    await openEmpty(page, "android");
    await isTold(page, "ready");
    await page.evaluate(HOSTS.android.answer, settings({ back: BACK }));
    await page.evaluate(
      ([endpoint, ticket]) => {
        const form = Object.assign(document.createElement("haochaping-rating"), { endpoint, ticket });
        document.querySelector("main").append(form);
      },
      [EDGE, ticket],
    );
    await expectVisible(page.locator(`a.hcp-back[href="${BACK}"] + haochaping-rating`));
    await page.evaluate(() => addEventListener("click", (event) => event.preventDefault()));
    await page.getByRole("link", { name: "返回" }).click();
    await isTold(page, "closed");
  }));

test("a hosted page without a form follows theme, elder mode and the way back, too", () =>
  onScreen(PHONE, async (page) => {
    const { ticket, page: hosted } = await reportStep();
    const rated = await fetch(`${EDGE}/v1/evaluations`, { method: "POST", body: JSON.stringify({ ticket, level: 5 }) });
    assert.equal(rated.status, 202);
    await surround(page, HOSTS.android);
    await page.goto(`${hosted}?bridge=android`);
    await isTold(page, "error");
    await page.evaluate(HOSTS.android.answer, settings({ elder: true, theme: "dark", back: BACK }));
    await expectVisible(page.locator(`a.hcp-back + .hcp.hcp-elder.hcp-dark`));
    const back = page.getByRole("link", { name: "返回" });
    assert.ok((await back.boundingBox()).height >= 60);
    if (process.env.BRIDGE_PICTURES) await page.screenshot({ path: `${process.env.BRIDGE_PICTURES}/notice.png` });
    await page.evaluate(HOSTS.android.answer, settings({ elder: false, theme: "light" }));
    await expectVisible(page.locator(`a.hcp-back + .hcp:not(.hcp-elder, .hcp-dark, .hcp-auto)`));
  }));
