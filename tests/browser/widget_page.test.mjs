/**
 * The element in pages that are not its own: neither harms the other.
 *
 * 1. The strictest policy: everything from the hall's own origin, Trusted Types, no inline code.
 * 2. Style that attacks: the form looks the same, the page too.
 * 3. Ten forms; moved, removed and put back; 500 times without a trace.
 * 4. The dialog: opens, closes, gives the focus back.
 */

import test from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Citizen } from "./journey/citizen.mjs";
import { reportStep, EDGE, HALL } from "./journey/hall.mjs";
import { arrived } from "./journey/central.mjs";
import { eventually, expectVisible } from "./journey/expect.mjs";
import { DESKTOP, onScreen, useBrowser, PHONE } from "./journey/screens.mjs";
import { element, events, formArrived, openHostPage, script, VERSION } from "./widget/host_page.mjs";

useBrowser();

const DIST = new URL(`../../widget/dist/${VERSION}/`, import.meta.url);
const TYPES = { js: "text/javascript; charset=utf-8", wasm: "application/wasm", css: "text/css; charset=utf-8" };

/** The hall serves the widget's folder itself, as `snippets/strict-csp.html` says. */
async function serveFromHall(page) {
  await page.route(`${HALL}/assets/haochaping/${VERSION}/*`, (route) => {
    const name = new URL(route.request().url()).pathname.split("/").pop();
    return route.fulfill({ body: readFileSync(new URL(name, DIST)), contentType: TYPES[name.split(".").pop()] });
  });
}

test("strict policy with Trusted Types: the package's snippet works without a violation", () =>
  onScreen(PHONE, async (page) => {
    const { ticket, caseNo } = await reportStep();
    await serveFromHall(page);
    const snippet = readFileSync(new URL("../../widget/package/snippets/strict-csp.html", import.meta.url), "utf8");
    const { files } = JSON.parse(readFileSync(new URL("integrity.json", DIST), "utf8"));
    const policy = /Content-Security-Policy: ([^>]*?)\s*-->/.exec(snippet)[1];
    const fill = (text) =>
      text.replaceAll("https://pj.example.gov.cn", EDGE).replaceAll("TICKET", ticket).replace("INTEGRITY", files["loader.js"]);
    assert.ok(snippet.includes(`/${VERSION}/loader.js`));
    const violations = [];
    page.on("console", (message) => /Content Security Policy|TrustedScript/.test(message.text()) && violations.push(message.text()));
    await page.addInitScript(() => {
      globalThis.violated = [];
      addEventListener("securitypolicyviolation", (event) => globalThis.violated.push(event.violatedDirective));
    });
    await openHostPage(page, {
      body: fill(snippet),
      headers: { "Content-Security-Policy": fill(policy.replaceAll(/\s+/g, " ")) },
    });
    await formArrived(page);
    const citizen = new Citizen(page);
    await citizen.choose(5);
    await citizen.submit();
    await citizen.receipt();
    assert.deepEqual(violations, []);
    assert.deepEqual(await page.evaluate(() => globalThis.violated), []);
    assert.equal((await arrived(caseNo)).length, 1);
  }));

const HOSTILE = `
  * { all: unset; color: red !important; font: 7px cursive !important; letter-spacing: 1em !important;
      transform: rotate(3deg) !important; opacity: .2 !important; visibility: hidden !important; float: right !important;
      box-sizing: content-box !important; text-transform: uppercase !important; direction: rtl !important; }
  html { font-size: 3px !important; line-height: 9 !important; }
  input, label, button, svg, form, fieldset, .hcp, .hcp-sheet, .hcp-level-label { display: none !important; }
  haochaping-rating { display: inline !important; font-size: 2px !important; pointer-events: none !important; }`;

/** What is seen of every element of the form: size and the properties that hostile style sets. */
function appearance() {
  const root = document.querySelector("haochaping-rating").shadowRoot;
  return [...root.querySelectorAll(".hcp *")].map((part) => {
    // Layout sizes: the page may turn and fade everything around the element.
    const { offsetWidth: width = 0, offsetHeight: height = 0 } = part;
    const style = getComputedStyle(part);
    const kept = ["color", "fontFamily", "fontSize", "letterSpacing", "display", "opacity", "transform", "float", "boxSizing",
      "textTransform", "direction", "lineHeight", "visibility"];
    return [part.tagName, width, height, ...kept.map((name) => style[name])].join("|");
  });
}

/** What the page around it looks like. */
function surroundings() {
  return [...document.querySelectorAll("body, main, h1, p, button.own, label.own, input.own")].map((part) => {
    const { x, y, width } = part.getBoundingClientRect();
    const { color, font, margin, display, outline } = getComputedStyle(part);
    return [part.tagName, x, y, width, color, font, margin, display, outline].join("|");
  });
}

test("hostile style: the form looks the same and works", () =>
  onScreen(DESKTOP, async (page) => {
    const looks = [];
    for (const style of ["", HOSTILE]) {
      const { ticket } = await reportStep({ serviceTime: "2026-11-02T02:00:00Z" });
      await openHostPage(page, {
        head: `<style>haochaping-rating { inline-size: 600px; max-inline-size: 600px }${style}</style>`,
        body: `${script()}<div>${element(ticket)}</div>`,
      });
      await formArrived(page);
      await new Citizen(page).choose(2);
      looks.push(await page.evaluate(appearance));
      await page.keyboard.press("ArrowRight");
      assert.equal(await new Citizen(page).level(1).isChecked(), true);
    }
    assert.ok(looks[0].length > 60);
    assert.deepEqual(looks[1], looks[0]);
  }));

test("the page around it is not touched: same look, no global but the element", () =>
  onScreen(DESKTOP, async (page) => {
    const own = `<h1>我的办件</h1><p>正文</p><label class="own">姓名 <input class="own"></label><button class="own">查询</button>`;
    const { ticket } = await reportStep();
    await openHostPage(page, { body: own });
    const [before, globals] = [await page.evaluate(surroundings), await page.evaluate(() => Object.keys(globalThis).sort())];
    await openHostPage(page, { body: own + script() + element(ticket) });
    await formArrived(page);
    assert.deepEqual(await page.evaluate(surroundings), before);
    assert.deepEqual(await page.evaluate(() => Object.keys(globalThis).sort()), globals);
    assert.deepEqual(await page.evaluate(() => document.head.querySelectorAll("script, style, link").length), 0);
  }));

test("ten forms on one page: each its own choice, one download, each its row", () =>
  onScreen(DESKTOP, async (page) => {
    const steps = await Promise.all(Array.from({ length: 10 }, () => reportStep()));
    const fetched = [];
    page.on("request", (request) => /engine/.test(request.url()) && fetched.push(request.url()));
    await openHostPage(page, { body: script() + steps.map(({ ticket }, index) => element(ticket, `id="r${index}"`)).join("") });
    await formArrived(page, 10);
    assert.equal(fetched.length, 2);
    const levels = steps.map((_, index) => 5 - (index % 3));
    for (const [index, level] of levels.entries()) await new Citizen(page.locator(`#r${index}`)).choose(level);
    for (const [index, level] of levels.entries()) {
      assert.equal(await new Citizen(page.locator(`#r${index}`)).level(level).isChecked(), true);
    }
    for (const index of levels.keys()) {
      const citizen = new Citizen(page.locator(`#r${index}`));
      await citizen.submit();
      await citizen.receipt();
    }
    for (const [index, level] of levels.entries()) assert.equal((await arrived(steps[index].caseNo))[0].level, level);
  }));

test("moved within the page: what was written stays; removed and put back: empty", () =>
  onScreen(PHONE, async (page) => {
    const { ticket } = await reportStep();
    await openHostPage(page, { body: `${script()}<div id="a">${element(ticket)}</div><div id="b"></div>` });
    await formArrived(page);
    const citizen = new Citizen(page);
    await citizen.choose(3);
    await citizen.comment().fill("排队很久");
    await page.evaluate(() => document.getElementById("b").append(document.querySelector("haochaping-rating")));
    assert.equal(await citizen.comment().inputValue(), "排队很久");
    assert.equal(await citizen.level(3).isChecked(), true);
    await page.evaluate(async () => {
      const rating = document.querySelector("haochaping-rating");
      rating.remove();
      await Promise.resolve();
      await new Promise((resolve) => setTimeout(resolve));
      document.getElementById("a").append(rating);
    });
    await formArrived(page, 2);
    await citizen.sees();
  }));

test("500 times mounted and unmounted: nodes and listeners stay as many", () =>
  onScreen(DESKTOP, async (page, context) => {
    const { ticket } = await reportStep();
    // The edge limits how often one ticket is looked at; that is not what this is about.
    const form = await (await fetch(`${EDGE}/v1/form?ticket=${ticket}&lang=zh`)).text();
    await page.route("**/v1/form?*", (route) =>
      route.fulfill({ body: form, headers: { "Content-Type": "application/json", "Access-Control-Allow-Origin": "*" } }),
    );
    await openHostPage(page, { body: script() + element(ticket), listen: false });
    await page.locator(".hcp-submit, [part=submit]").first().waitFor();
    const session = await context.newCDPSession(page);
    await session.send("Performance.enable");
    const cycle = (times) =>
      page.evaluate(async (count) => {
        const main = document.querySelector("main");
        for (let round = 0; round < count; round += 1) {
          const old = document.querySelector("haochaping-rating");
          const next = old.cloneNode(true);
          old.remove();
          main.append(next);
          await new Promise((resolve) => addEventListener("hcp-ready", resolve, { once: true }));
        }
      }, times);
    const measure = async () => {
      await session.send("HeapProfiler.collectGarbage");
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
      await session.send("HeapProfiler.collectGarbage");
      const { metrics } = await session.send("Performance.getMetrics");
      const of = (name) => metrics.find((metric) => metric.name === name).value;
      return { nodes: of("Nodes"), listeners: of("JSEventListeners") };
    };
    await cycle(20);
    const before = await measure();
    await cycle(500);
    const after = await measure();
    assert.ok(after.nodes <= before.nodes + 20, `nodes ${before.nodes} → ${after.nodes}`);
    assert.ok(after.listeners <= before.listeners + 5, `listeners ${before.listeners} → ${after.listeners}`);
  }));

test("dialog: opened by a button, closed by Escape, by its button and by close(); the focus returns", () =>
  onScreen(PHONE, async (page) => {
    const { ticket } = await reportStep();
    const snippet = readFileSync(new URL("../../widget/package/snippets/dialog.html", import.meta.url), "utf8")
      .replaceAll("https://pj.example.gov.cn", EDGE)
      .replaceAll("TICKET", ticket);
    await openHostPage(page, { body: snippet });
    const opener = page.locator("#rate");
    const citizen = new Citizen(page);
    const focusOn = (id) => page.waitForFunction((wanted) => document.activeElement.id === wanted, id);
    await page.waitForFunction(() => customElements.get("haochaping-rating"));
    assert.equal(await citizen.level(5).isVisible(), false);
    for (const close of [
      () => page.keyboard.press("Escape"),
      () => page.getByRole("button", { name: "关闭", exact: true }).click(),
      () => page.evaluate(() => document.querySelector("haochaping-rating").close()),
    ]) {
      await opener.click();
      await expectVisible(citizen.level(5));
      await focusOn("rating");
      await close();
      await page.getByRole("dialog").waitFor({ state: "hidden" });
      await focusOn("rate");
    }
    await eventually(() => events(page, "hcp-close"), (closed) => closed.length === 3, "closed three times");
    await opener.click();
    await citizen.choose(4);
    await citizen.submit();
    await citizen.receipt();
  }));

test("the plain snippet of the package works as it is", () =>
  onScreen(PHONE, async (page) => {
    const { ticket, caseNo } = await reportStep();
    const snippet = readFileSync(new URL("../../widget/package/snippets/plain.html", import.meta.url), "utf8");
    await openHostPage(page, { body: snippet.replaceAll("https://pj.example.gov.cn", EDGE).replaceAll("TICKET", ticket) });
    const citizen = new Citizen(page);
    await citizen.choose(5);
    await citizen.submit();
    await citizen.receipt();
    assert.equal((await arrived(caseNo))[0].level, 5);
  }));

test("as a module, the way bundlers take the package: parts come from the endpoint", () =>
  onScreen(PHONE, async (page) => {
    const { ticket, caseNo } = await reportStep();
    const folder = new URL("../../widget/package/", import.meta.url);
    await page.route(`${HALL}/package/index.mjs`, (route) =>
      route.fulfill({ body: readFileSync(new URL("index.mjs", folder)), contentType: "text/javascript" }),
    );
    await page.route(`${HALL}/package/dist/loader.mjs`, (route) =>
      route.fulfill({ body: readFileSync(new URL("loader.mjs", DIST)), contentType: "text/javascript" }),
    );
    await openHostPage(page, { body: `<script type="module" src="/package/index.mjs"></script>${element(ticket)}` });
    const citizen = new Citizen(page);
    await citizen.choose(3);
    await citizen.submit();
    await citizen.receipt();
    assert.equal((await arrived(caseNo))[0].level, 3);
  }));
