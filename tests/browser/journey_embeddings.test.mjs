/** Every way to embed the form, each rated once to its row. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { HOSTS, surround, told } from "./bridge/hosts.mjs";
import { arrived } from "./journey/central.mjs";
import { Citizen } from "./journey/citizen.mjs";
import { expectVisible } from "./journey/expect.mjs";
import { EDGE, HALL, ITEM, reportStep } from "./journey/hall.mjs";
import { DESKTOP, PHONE, onScreen, useBrowser } from "./journey/screens.mjs";

useBrowser();

/** Rates the step that the page shows, and reads its row. */
async function rate(page, caseNo) {
  const citizen = new Citizen(page.locator("haochaping-rating"));
  await citizen.sees();
  await citizen.choose(5);
  await citizen.submit();
  await citizen.receipt();
  const [row] = await arrived(caseNo);
  assert.equal(row.level, 5);
  return row;
}

test("dialog: the button opens it, a rating is sent from it", () =>
  onScreen(DESKTOP, async (page) => {
    const { caseNo, ticket } = await reportStep();
    await page.goto(`${HALL}/embed/dialog?ticket=${ticket}`);
    await page.waitForFunction(() => customElements.get("haochaping-rating"));
    await page.locator("[data-opens]").click();
    await rate(page, caseNo);
  }));

test("in-app page: the app is told that a rating was sent, and nothing that the citizen wrote", () =>
  onScreen(PHONE, async (page) => {
    const { caseNo, ticket } = await reportStep({ channel: 2 });
    await surround(page, HOSTS.android);
    await page.goto(`${HALL}/embed/app?ticket=${ticket}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `page is ${wide} px wider than the phone`);
    const row = await rate(page, caseNo);
    assert.equal(row.channel, 2);
    const states = (await told(page)).filter(({ type }) => type !== "size");
    assert.deepEqual(states, ["ready", "opened", "submitted"].map((type) => ({ haochaping: 1, type })));
  }));

test("strict policy with Trusted Types: everything from the hall's own origin, no violation", () =>
  onScreen(DESKTOP, async (page) => {
    const { caseNo, ticket } = await reportStep();
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.addInitScript(() => {
      window.violations = [];
      document.addEventListener("securitypolicyviolation", (event) =>
        window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`),
      );
    });
    const answer = await page.goto(`${HALL}/embed/strict-csp?ticket=${ticket}`);
    const policy = answer.headers()["content-security-policy"];
    for (const part of ["script-src 'self' 'wasm-unsafe-eval';", "style-src 'self';", "require-trusted-types-for 'script'"]) {
      assert.ok(policy.includes(part), policy);
    }
    await rate(page, caseNo);
    assert.deepEqual(await page.evaluate(() => window.violations), []);
    const elsewhere = asked.filter((url) => !url.startsWith(HALL) && !url.startsWith(`${EDGE}/v1/`));
    assert.deepEqual(elsewhere, [], "files come from the hall, only the API from the edge");
    assert.ok(asked.some((url) => url.startsWith(`${HALL}/haochaping/`) && url.includes(".wasm")));
  }));

// Such a page is wider than the phone by itself, so it is not shown as a phone would zoom it.
test("hostile styles: the form is as usable as anywhere, and the page's own look is untouched", () =>
  onScreen({ viewport: PHONE.viewport }, async (page) => {
    const { caseNo, ticket } = await reportStep();
    await page.goto(`${HALL}/embed/hostile-css?ticket=${ticket}`);
    const citizen = new Citizen(page.locator("haochaping-rating"));
    await citizen.sees();
    const label = page.locator("haochaping-rating .hcp-level-label").first();
    const look = await label.evaluate((element) => {
      const { fontSize, fontStyle, letterSpacing, textTransform, float } = getComputedStyle(element);
      return { fontSize: parseFloat(fontSize) >= 14, fontStyle, letterSpacing, textTransform, float };
    });
    assert.deepEqual(look, {
      fontSize: true, fontStyle: "normal", letterSpacing: "normal", textTransform: "none", float: "none",
    });
    assert.equal((await rate(page, caseNo)).channel, 1);
  }));

test("shared terminal: nothing of the rating stays on the machine", () =>
  onScreen(DESKTOP, async (page, context) => {
    const { caseNo, ticket } = await reportStep({ channel: 5 });
    await page.goto(`${HALL}/embed/terminal?ticket=${ticket}`);
    assert.equal((await rate(page, caseNo)).channel, 5);
    const kept = await context.storageState();
    assert.deepEqual(kept.origins.flatMap((origin) => origin.localStorage), []);
    assert.deepEqual(await page.evaluate(() => Object.keys(sessionStorage)), []);
  }));

test("link: leads to the hosted page", () =>
  onScreen(PHONE, async (page) => {
    const { caseNo, ticket } = await reportStep({ channel: 7 });
    await page.goto(`${HALL}/embed/link?ticket=${ticket}`);
    await page.getByRole("main").getByRole("link", { name: "评价" }).click();
    const citizen = new Citizen(page);
    await expectVisible(page.getByText(ITEM.zh).filter({ visible: true }));
    await citizen.choose(5);
    await citizen.submit();
    await citizen.receipt();
    assert.equal((await arrived(caseNo))[0].channel, 7);
  }));

test("text message: its short link leads to the hosted page, as the hall is shown", () =>
  onScreen(PHONE, async (page) => {
    const { caseNo, ticket } = await reportStep({ channel: 7 });
    await page.goto(`${HALL}/embed/message?ticket=${ticket}&lang=en`);
    const link = page.getByRole("main").getByRole("link");
    assert.match(await link.innerText(), /\/s\/[0-9A-HJKMNP-TV-Z]{16}$/);
    await link.click();
    const citizen = new Citizen(page, "en");
    await expectVisible(page.getByText(ITEM.zh).filter({ visible: true }));
    await citizen.choose(4);
    await citizen.submit();
    await citizen.receipt();
    const [row] = await arrived(caseNo);
    assert.deepEqual([row.channel, row.level, row.lang], [7, 4, "en"]);
  }));

test("the developer page shows the very files that run", () =>
  onScreen(DESKTOP, async (page) => {
    await page.goto(`${HALL}/developers`);
    const shown = await page.locator("figure.file").evaluateAll((figures) =>
      figures.map((figure) => [figure.querySelector("figcaption").textContent, figure.querySelector("code").textContent]),
    );
    assert.ok(shown.length >= 12, `${shown.length} files`);
    const { readFile } = await import("node:fs/promises");
    for (const [path, text] of shown) {
      const file = await readFile(new URL(`../../demo-site/${path}`, import.meta.url), "utf8");
      assert.equal(text.trim(), file.trim(), path);
    }
    const statuses = await page.getByRole("region", { name: "最近一次上报的答复" }).locator("tbody td:nth-child(3)").allInnerTexts();
    assert.ok(statuses.length >= 10 && statuses.every((status) => ["accepted", "repeated"].includes(status)), `${statuses}`);
  }));
