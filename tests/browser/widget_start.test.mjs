/**
 * Before the form is there, and where it can never be.
 *
 * 1. The five radios answer before any WebAssembly; what was chosen, focused and seen stays.
 * 2. Without the loader, WebAssembly or the right bytes there is a link to the hosted page.
 * 3. Including the loader twice, or setting properties too early, does no harm.
 */

import test from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Citizen } from "./journey/citizen.mjs";
import { reportStep, EDGE, HALL } from "./journey/hall.mjs";
import { arrived } from "./journey/central.mjs";
import { onScreen, useBrowser, DESKTOP, PHONE } from "./journey/screens.mjs";
import { element, events, FOLDER, formArrived, hold, LOADER, openHostPage, script, VERSION } from "./widget/host_page.mjs";

useBrowser();

const DIST = new URL(`../../widget/dist/${VERSION}/`, import.meta.url);
/** Words and place of the question, the five choices and their faces. */
const boxes = (page) =>
  page.evaluate(() => {
    const root = document.querySelector("haochaping-rating").shadowRoot;
    return [...root.querySelectorAll(".hcp-question, .hcp-level-label, .hcp-face")].map((part) => {
      const { x, y, width, height } = part.getBoundingClientRect();
      return [part.textContent, ...[x, y, width, height].map((side) => Math.round(side * 10) / 10)];
    });
  });
const link = (page) => page.getByRole("link", { name: "打开评价页面" });

for (const [lang, attributes, screen] of [
  ["zh", "", PHONE],
  ["zh", "elder", PHONE],
  ["en", 'lang="en"', PHONE],
  ["en", 'lang="en" elder theme="dark"', DESKTOP],
]) {
  test(`a level is chosen before WebAssembly and nothing moves when it comes: ${lang} ${attributes}`, () =>
    onScreen(screen, async (page) => {
      const { ticket } = await reportStep();
      const release = await hold(page, "**/engine.wasm");
      await openHostPage(page, { body: script() + element(ticket, attributes) });
      const citizen = new Citizen(page, lang);
      await citizen.choose(4);
      assert.deepEqual(await events(page), [{ type: "hcp-select", detail: { level: 4 }, id: "" }]);
      const before = await boxes(page);
      assert.equal(before.length, 11);
      release();
      await formArrived(page);
      assert.deepEqual(await boxes(page), before);
      assert.equal(await citizen.level(4).isChecked(), true);
      assert.equal(
        await page.evaluate(() => document.querySelector("haochaping-rating").shadowRoot.activeElement?.value),
        "4",
      );
      assert.equal((await events(page, "hcp-select")).length, 1);
    }));
}

test("a level that is chosen in the page's own fallback is taken over", () =>
  onScreen(PHONE, async (page) => {
    const { ticket } = await reportStep();
    const release = await hold(page, "**/loader.js");
    const inside = `<form method="post" action="${EDGE}/v1/evaluations"><input type="hidden" name="ticket" value="${ticket}">
      <label><input type="radio" name="level" value="2"> 不满意</label></form>`;
    await page.addInitScript(() => (globalThis.seen = []));
    await openHostPage(page, { body: script() + element(ticket, "", inside) });
    await page.locator("input[name=level]").check();
    release();
    await formArrived(page);
    assert.equal(await new Citizen(page).level(2).isChecked(), true);
  }));

test("loader blocked: what the page put into the element stays", () =>
  onScreen(PHONE, async (page) => {
    const { ticket, page: hosted } = await reportStep();
    await page.route("**/loader.js", (route) => route.abort());
    await openHostPage(page, { body: script() + element(ticket, "", `<a href="${hosted}">评价本次服务</a>`) });
    await page.getByRole("link", { name: "评价本次服务" }).click();
    await new Citizen(page).choose(3);
  }));

/** What keeps the form away, and how a page would bring that about. */
const OBSTACLES = {
  "no WebAssembly": (page) => page.addInitScript(() => delete globalThis.WebAssembly),
  "engine.wasm does not load": (page) => page.route("**/engine.wasm", (route) => route.abort()),
  "engine.js does not load": (page) => page.route("**/engine.js", (route) => route.abort()),
  "engine.wasm is not the file of this version": (page) =>
    page.route("**/engine.wasm", async (route) => {
      const bytes = Buffer.concat([readFileSync(new URL("engine.wasm", DIST)), Buffer.from([0, 1, 0])]);
      await route.fulfill({ body: bytes, headers: { "Content-Type": "application/wasm", "Access-Control-Allow-Origin": "*" } });
    }),
  "engine.js is not the file of this version": (page) =>
    page.route("**/engine.js", async (route) => {
      const text = `${readFileSync(new URL("engine.js", DIST), "utf8")}\n`;
      await route.fulfill({ body: text, headers: { "Content-Type": "text/javascript", "Access-Control-Allow-Origin": "*" } });
    }),
};

for (const [what, obstruct] of Object.entries(OBSTACLES)) {
  test(`${what}: a link to the hosted page, in every element, and the rating still arrives`, () =>
    onScreen(PHONE, async (page) => {
      const { ticket, caseNo } = await reportStep();
      await obstruct(page);
      await openHostPage(page, { body: script() + element(ticket) + element(ticket) });
      await link(page).nth(1).waitFor();
      assert.equal(await link(page).count(), 2);
      assert.equal(await page.getByRole("radio").count(), 0);
      await link(page).first().click();
      const citizen = new Citizen(page);
      await citizen.choose(5);
      await citizen.submit();
      await citizen.receipt();
      const [row] = await arrived(caseNo);
      assert.equal(row.level, 5);
    }));
}

test("a policy without 'wasm-unsafe-eval': a link to the hosted page", () =>
  onScreen(PHONE, async (page) => {
    const { ticket } = await reportStep();
    const policy = `default-src 'none'; script-src ${EDGE}; style-src 'self'; connect-src ${EDGE}`;
    await openHostPage(page, { body: script() + element(ticket), headers: { "Content-Security-Policy": policy } });
    await link(page).waitFor();
  }));

test("a trap while the form runs ends it in every element; the page lives on", () =>
  onScreen(PHONE, async (page) => {
    const { ticket } = await reportStep();
    // The page makes one call of the form trap, as a fault in it would.
    await page.addInitScript(() => {
      const { instantiateStreaming } = WebAssembly;
      WebAssembly.instantiateStreaming = async (...given) => {
        const { instance, module } = await instantiateStreaming.apply(WebAssembly, given);
        const exports = { ...instance.exports, update: () => { throw new WebAssembly.RuntimeError("unreachable"); } };
        return { instance: { exports }, module };
      };
    });
    await openHostPage(page, { body: script() + element(ticket) + element(ticket) });
    await formArrived(page, 2);
    await page.evaluate(() => document.querySelector("haochaping-rating").setAttribute("theme", "dark"));
    await link(page).nth(1).waitFor();
    // The page goes on adding elements: the dead module is not asked again.
    await page.evaluate(() => {
      const rating = document.querySelector("haochaping-rating");
      rating.after(rating.cloneNode());
    });
    await link(page).nth(2).waitFor();
  }));

test("the loader twice, and of two versions: the first wins and says so", () =>
  onScreen(PHONE, async (page) => {
    const { ticket } = await reportStep();
    const warnings = [];
    page.on("console", (message) => message.type() === "warning" && warnings.push(message.text()));
    const other = readFileSync(new URL("loader.js", DIST), "utf8").replaceAll(VERSION, "9.9.9");
    await page.route("**/other/loader.js", (route) => route.fulfill({ body: other, contentType: "text/javascript" }));
    const twice = `<script src="${LOADER}"></script><script src="${FOLDER}/loader.js"></script>`;
    await openHostPage(page, { body: `${twice}<script src="${HALL}/other/loader.js"></script>${element(ticket)}` });
    await formArrived(page);
    const own = warnings.filter((text) => text.includes("haochaping"));
    assert.equal(own.length, 1);
    assert.match(own[0], /9\.9\.9/);
  }));

test("properties that were set before the element was defined are taken over", () =>
  onScreen(PHONE, async (page) => {
    const { ticket } = await reportStep();
    await openHostPage(page, {
      body: `<haochaping-rating></haochaping-rating><script>
        Object.assign(document.querySelector("haochaping-rating"),
          { endpoint: "${EDGE}", ticket: "${ticket}", lang: "en", elder: true, textScale: "150%" });
      </script>${script()}`,
    });
    await formArrived(page);
    await new Citizen(page, "en").sees();
    const attributes = await page.evaluate(() => {
      const rating = document.querySelector("haochaping-rating");
      return { elder: rating.getAttribute("elder"), scale: rating.getAttribute("text-scale"), mode: rating.mode, shared: rating.shared };
    });
    assert.deepEqual(attributes, { elder: "", scale: "150%", mode: "", shared: false });
  }));

test("nothing of the form is fetched until the element comes near", () =>
  onScreen(PHONE, async (page) => {
    const { ticket } = await reportStep();
    const fetched = [];
    page.on("request", (request) => fetched.push(request.url()));
    await openHostPage(page, { body: `${script()}<div style="height:5000px"></div>${element(ticket)}` });
    await page.waitForFunction(() => document.querySelector("haochaping-rating").shadowRoot?.querySelector("input"));
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    assert.equal(fetched.some((url) => /engine/.test(url)), false);
    await page.locator("haochaping-rating").scrollIntoViewIfNeeded();
    await formArrived(page);
    assert.equal(fetched.filter((url) => /engine/.test(url)).length, 2);
  }));
