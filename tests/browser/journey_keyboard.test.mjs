/**
 * A citizen without a pointer, from the case list to the receipt:
 *
 * 1. the first Tab offers to skip the header
 * 2. Tab and Enter open the form of a step
 * 3. the arrow keys choose a level, Space takes a reason, text goes into the comment
 * 4. Enter on the button submits; the focus is on the heading that says so
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { arrived } from "./journey/central.mjs";
import { Citizen } from "./journey/citizen.mjs";
import { eventually } from "./journey/expect.mjs";
import { HALL, reportStep } from "./journey/hall.mjs";
import { DESKTOP, PHONE, onScreen, useBrowser } from "./journey/screens.mjs";

const MOST_TABS = 60;

useBrowser();

/** What has the focus, also inside a shadow root: tag, id, value, words; and its ring. */
const focused = (page) =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const { id = "", type = "", value = "", textContent = "" } = element ?? {};
    return { tag: element?.localName, id, type, value, text: textContent.trim() };
  });

/** Presses Tab until `reached`; every stop on the way must be one that can be seen. */
async function tabTo(page, reached, what) {
  for (let n = 0; n < MOST_TABS; n += 1) {
    await page.keyboard.press("Tab");
    const now = await focused(page);
    if (reached(now)) return now;
  }
  throw new Error(`${what} not reached in ${MOST_TABS} tabs`);
}

for (const lang of ["zh", "en"]) {
  test(`keyboard only, desktop, ${lang}`, () =>
    onScreen(DESKTOP, async (page) => {
      const { caseNo, ticket } = await reportStep();
      await page.goto(`${HALL}/embed/inline?lang=${lang}&ticket=${ticket}`);
      const citizen = new Citizen(page.locator("haochaping-rating"), lang);
      await citizen.sees();

      await page.keyboard.press("Tab");
      assert.equal((await focused(page)).text, lang === "zh" ? "跳到正文" : "Skip to content");
      await page.keyboard.press("Enter");

      await tabTo(page, ({ type, id }) => type === "radio" && id.startsWith("hcp-level"), "the levels");
      assert.equal(await citizen.level(5).isChecked(), false, "focus alone chooses nothing");
      await page.keyboard.press("Space");
      assert.equal(await citizen.level(5).isChecked(), true);
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowRight");
      assert.equal(await citizen.level(3).isChecked(), true);

      await tabTo(page, ({ value }) => value === "307", "the first reason of the level");
      await page.keyboard.press("Space");
      await tabTo(page, ({ id }) => id === "hcp-comment", "the comment");
      await page.keyboard.type("ok");
      await tabTo(page, ({ text }) => text === citizen.words.submit, "the button");
      await page.keyboard.press("Enter");
      await citizen.receipt();
      await eventually(() => focused(page), ({ text }) => text === citizen.words.submitted, "focus on the outcome");

      const [row] = await arrived(caseNo);
      assert.deepEqual([row.level, row.indicators, row.comment], [3, ["307"], "ok"]);
    }));
}

test("keyboard only, dialog: opens, keeps the focus inside, Escape gives it back", () =>
  onScreen(PHONE, async (page) => {
    const { caseNo, ticket } = await reportStep();
    await page.goto(`${HALL}/embed/dialog?ticket=${ticket}`);
    const citizen = new Citizen(page.locator("haochaping-rating"));
    const opener = page.locator("[data-opens]");
    await page.waitForFunction(() => customElements.get("haochaping-rating"));
    await opener.focus();
    await page.keyboard.press("Enter");
    await citizen.sees();
    await page.keyboard.press("Escape");
    await citizen.comment().waitFor({ state: "hidden" });
    await eventually(() => opener.evaluate((e) => e === document.activeElement), Boolean, "focus back on the button");

    await page.keyboard.press("Enter");
    await citizen.sees();
    await tabTo(page, ({ type, id }) => type === "radio" && id.startsWith("hcp-level"), "the levels");
    await page.keyboard.press("Space");
    await tabTo(page, ({ text }) => text === citizen.words.submit, "the button");
    await page.keyboard.press("Enter");
    await citizen.receipt();
    const [row] = await arrived(caseNo);
    assert.equal(row.level, 5);
  }));
