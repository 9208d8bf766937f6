/**
 * Every text that comes from outside, on every page that shows it: it stays text. A
 * canary tells of code that ran, dialogs, violations of the policy and requests
 * elsewhere; a look at the document tells of elements that only a payload can make.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { watch } from "./abuse/canary.mjs";
import { PAYLOADS, joined } from "./abuse/payloads.mjs";
import { arrived } from "./journey/central.mjs";
import { Citizen } from "./journey/citizen.mjs";
import { expectVisible } from "./journey/expect.mjs";
import { EDGE, HALL, reportStep } from "./journey/hall.mjs";
import { DESKTOP, onScreen, PHONE, useBrowser } from "./journey/screens.mjs";
import { element, formArrived, openHostPage, script } from "./widget/host_page.mjs";

useBrowser();

const NAMES = joined(200);
const COMMENTS = joined(500);
const STILL = { ...DESKTOP, javaScriptEnabled: false };

/** A step whose item and agency are named by payloads. */
const namedStep = (index) => reportStep({ itemName: NAMES[index], agencyName: NAMES[(index + 1) % NAMES.length] });

/** What a text looks like where blanks are shown as one. */
const shown = (text) => text.replaceAll(/\s+/g, " ").trim();

/** Every word on the page, shadow roots included. */
const written = async (page) =>
  shown(await page.evaluate(() => [document.body, ...[...document.querySelectorAll("haochaping-rating")].map((rating) => rating.shadowRoot)].map((root) => root.textContent).join(" ")));

async function untouched(page, canary, where) {
  // One turn for whatever a payload may have scheduled.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
  assert.deepEqual(canary.told(), [], where);
  assert.deepEqual(await canary.made(), [], where);
}

test("the canary tells when a payload does run", () =>
  onScreen(DESKTOP, async (page) => {
    const canary = await watch(page);
    await page.route(`${HALL}/naive`, (route) =>
      route.fulfill({ contentType: "text/html; charset=utf-8", body: `<!doctype html><p>${PAYLOADS[1]}<a href="javascript:hit()">x</a></p>` }),
    );
    await page.goto(`${HALL}/naive`);
    await page.waitForTimeout(200);
    assert.ok(canary.told().includes("code ran"));
    assert.equal((await canary.made()).length, 2);
  }));

test("item and agency on the hosted page, taken over by the form or not", () =>
  onScreen(DESKTOP, async (page, context) => {
    const canary = await watch(page);
    const plain = await (await context.browser().newContext(STILL)).newPage();
    for (const index of NAMES.keys()) {
      const { page: hosted, event } = await namedStep(index);
      const query = index % 2 ? "?lang=en&elder=1" : "";
      await page.goto(`${hosted}${query}`);
      await expectVisible(page.getByRole("textbox").first());
      const words = await written(page);
      assert.ok(words.includes(shown(event.itemName)), `item ${index}: ${words}`);
      assert.ok(words.includes(shown(event.agencyName)), `agency ${index}: ${words}`);
      await untouched(page, canary, `hosted ${index}${query}`);
      await plain.goto(hosted);
      const still = shown(await plain.locator("main").innerText());
      assert.ok(still.includes(shown(event.itemName)), still);
    }
    await plain.context().close();
  }));

test("comment and name come back in a refused page as what was typed, and nothing else", () =>
  onScreen(DESKTOP, async (page) => {
    const canary = await watch(page);
    // The form without script: the widget stays away, everything else of the page runs.
    await page.route("**/widget/**", (route) => route.abort());
    for (const comment of COMMENTS) {
      const { page: hosted } = await reportStep();
      await page.goto(hosted);
      await page.locator("textarea[name=comment]").fill(comment);
      await page.locator("input[name=named]").check({ force: true });
      await page.locator("input[name=name]").fill(comment.slice(0, 50));
      await page.locator("input[name=phone]").fill("<x onclick=hit()>");
      await page.locator("form").evaluate((form) => (form.noValidate = true));
      await page.locator("[type=submit]").first().click();
      await expectVisible(page.locator("#hcp-heading, .hcp-errors, [role=alert]").first());
      assert.equal(shown(await page.locator("textarea[name=comment]").inputValue()), shown(comment));
      await untouched(page, canary, comment);
    }
  }));

test("what a citizen wrote, in the widget, its receipt, and on the hall's page of rows", () =>
  onScreen(DESKTOP, async (page) => {
    const canary = await watch(page);
    for (const [index, comment] of COMMENTS.entries()) {
      const { ticket, caseNo, event } = await namedStep(index);
      await openHostPage(page, { body: script() + element(ticket) });
      await formArrived(page);
      const words = await written(page);
      assert.ok(words.includes(shown(event.itemName)), words);
      const citizen = new Citizen(page);
      await citizen.choose(5);
      await citizen.comment().fill(comment);
      await citizen.submit();
      const receipt = await citizen.receipt();
      await untouched(page, canary, `widget ${index}`);
      await arrived(caseNo);
      await page.goto(`${EDGE}/v1/receipts/${receipt}?lang=${encodeURIComponent(comment)}`);
      assert.ok((await page.content()).includes(receipt));
      await untouched(page, canary, `receipt ${index}`);
      await page.goto(`${HALL}/central?case=${caseNo}`);
      const cells = shown(await page.locator("#rows tbody").innerText());
      assert.ok(cells.includes(shown(event.itemName)), cells);
      assert.ok(cells.includes(shown(comment).slice(0, 60)), cells);
      await untouched(page, canary, `rows ${index}`);
    }
  }));

test("addresses: ticket, receipt, language and anything else in path or query", () =>
  onScreen(PHONE, async (page) => {
    const canary = await watch(page);
    const { ticket } = await reportStep();
    for (const payload of joined(300)) {
      const text = encodeURIComponent(payload);
      for (const address of [
        `${EDGE}/r/${text}`,
        `${EDGE}/r/${ticket}?lang=${text}&elder=${text}&text=${text}&back=javascript:hit()&next=//evil.example&${text}=${text}`,
        `${EDGE}/v1/receipts/${text}?lang=${text}`,
        `${HALL}/?q=${text}&lang=${text}`,
        `${HALL}/items/${text}`,
        `${HALL}/embed/link?ticket=${text}`,
      ]) {
        // Beyond the ticket's own limit there is a page too, and it is checked alike.
        await page.goto(address, { waitUntil: "domcontentloaded" });
        await untouched(page, canary, address);
      }
    }
  }));

test("attributes of the element, with the form and where it cannot run", () =>
  onScreen(DESKTOP, async (page) => {
    const canary = await watch(page);
    for (const [where, blocked] of [["form", false], ["link", true]]) {
      if (blocked) await page.route("**/engine.wasm", (route) => route.abort());
      for (const payload of ["javascript:hit()//", "data:text/html,<script>hit()</script>//", "\u0001java\tscript:hit()//", "vbscript:x"]) {
        await openHostPage(page, { body: `${script()}<div id="place"></div>` });
        await page.waitForFunction(() => customElements.get("haochaping-rating"));
        await page.evaluate((value) => {
          const rating = document.createElement("haochaping-rating");
          for (const name of ["ticket", "endpoint", "lang", "mode", "theme", "text-scale", "elder", "shared"]) rating.setAttribute(name, value);
          document.getElementById("place").append(rating);
        }, payload);
        await page.locator("haochaping-rating").locator(blocked ? "a" : ".hcp-sheet *").first().waitFor();
        if (blocked) await page.locator("haochaping-rating a").first().click({ noWaitAfter: true });
        await page.waitForTimeout(150);
        const told = canary.told().filter((line) => !line.startsWith("request: "));
        assert.deepEqual(told, [], `${where} ${payload}`);
        if (!blocked) assert.deepEqual(await canary.made(), [], `${where} ${payload}`);
      }
    }
  }));
