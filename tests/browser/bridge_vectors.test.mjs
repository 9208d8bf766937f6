/**
 * The published test vectors in the page, both directions, and any other JSON: what the rules
 * decide natively, the browser does.
 */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { HOSTS, surround, told } from "./bridge/hosts.mjs";
import { eventually } from "./journey/expect.mjs";
import { reportStep } from "./journey/hall.mjs";
import { onScreen, useBrowser } from "./journey/screens.mjs";

useBrowser();

const VECTORS = JSON.parse(readFileSync(new URL("../../widget/bridge/vectors.json", import.meta.url), "utf8"));

/** Opens the hosted page in an app and waits until its form is there. */
async function open(page) {
  const { page: hosted } = await reportStep();
  await surround(page, HOSTS["react-native"]);
  await page.goto(`${hosted}?bridge=react-native`);
  await eventually(() => told(page), (all) => all.some(({ type }) => type === "opened"), "an open form");
}

test("every vector of what a host may say, in the page", () =>
  onScreen(HOSTS["react-native"].screen, async (page) => {
    await open(page);
    const wrong = [];
    for (const { text, heard } of VECTORS.heard) {
      const found = await page.evaluate((text) => {
        const form = document.querySelector("haochaping-rating");
        for (const name of ["elder", "theme"]) form.removeAttribute(name);
        form.setAttribute("lang", "zh");
        document.querySelector(".hcp-back")?.remove();
        const before = form.outerHTML;
        globalThis.told.length = 0;
        globalThis.haochapingBridge.receive(text);
        const codes = globalThis.told.filter(({ type }) => type === "error").map(({ code }) => code);
        const shown = {
          elder: form.hasAttribute("elder"),
          lang: form.getAttribute("lang"),
          theme: form.getAttribute("theme"),
          back: document.querySelector(".hcp-back")?.getAttribute("href"),
        };
        return { codes, shown, changed: form.outerHTML !== before || Boolean(shown.back) };
      }, text);
      if (heard === "settings") {
        const { haochaping, type, ...said } = JSON.parse(text);
        const fits = Object.entries(said).every(([name, value]) => value === null || found.shown[name] === value);
        if (!fits || found.codes.length > 0) wrong.push([text, found]);
      } else if (found.changed || found.codes.join() !== (heard === "ignored" ? "" : heard)) wrong.push([text, found]);
    }
    assert.deepEqual(wrong, []);
    assert.ok(VECTORS.heard.length > 30);
  }));

test("every vector of what a host is told, from the events of the form", () =>
  onScreen(HOSTS["react-native"].screen, async (page) => {
    await open(page);
    for (const { event, said, message: wanted } of VECTORS.told.filter(({ event }) => event.startsWith("hcp-"))) {
      const told = await page.evaluate(
        ([event, said]) => {
          const form = document.querySelector("haochaping-rating");
          const tell = (type, detail) => form.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, detail }));
          tell("hcp-error", { code: "between" });
          globalThis.told.length = 0;
          // With what must not travel beside it.
          tell(event, { state: said || undefined, code: said || undefined, level: 1, receipt: "K7QM", comment: "x", indicators: ["101"] });
          return globalThis.told;
        },
        [event, said],
      );
      assert.deepEqual(told, wanted ? [wanted] : [], `${event} ${said}`);
    }
  }));

test("whatever JSON comes: one of the allowed settings, one of the refusals, or nothing", () =>
  onScreen(HOSTS["react-native"].screen, async (page) => {
    await open(page);
    const { heard } = VECTORS;
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom("zh", "en", "dark", "https://a.cn/", "javascript:alert(1)", "yuzhongapp:1"));
    const near = fc.record(
      { haochaping: fc.constantFrom(1, 1, 1, 2, "1"), type: fc.constantFrom("settings", "settings", "size"), elder: value, lang: value, theme: value, back: value },
      { requiredKeys: ["haochaping", "type"] },
    );
    const texts = fc.sample(fc.oneof(near.map((one) => JSON.stringify(one)), fc.json(), fc.string(), fc.constantFrom(...heard.map(({ text }) => text))), 600);
    const result = await page.evaluate((texts) => {
      const form = document.querySelector("haochaping-rating");
      const seen = { codes: [], elder: [], lang: [], theme: [], back: [] };
      for (const text of texts) {
        globalThis.told.length = 0;
        globalThis.haochapingBridge.receive(text);
        seen.codes.push(...globalThis.told.filter(({ type }) => type !== "size").map(({ code }) => code));
        for (const name of ["elder", "lang", "theme"]) seen[name].push(form.getAttribute(name));
        seen.back.push(document.querySelector(".hcp-back")?.protocol ?? null);
      }
      return Object.fromEntries(Object.entries(seen).map(([name, all]) => [name, [...new Set(all)]]));
    }, texts);
    const within = (found, allowed) => assert.deepEqual(found.filter((one) => !allowed.includes(one)), []);
    within(result.codes, ["version_unknown", "message_refused", "back_refused"]);
    within(result.elder, [null, ""]);
    within(result.lang, ["zh", "en"]);
    within(result.theme, [null, "auto", "light", "dark"]);
    within(result.back, [null, "https:", "yuzhongapp:"]);
    assert.ok(result.codes.length > 1 && result.back.length > 1, "some were refused, some were not");
  }));
