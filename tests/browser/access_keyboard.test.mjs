/**
 * The form without a pointer:
 *
 * 1. Tab goes through it in the order in which it is read, and back
 * 2. arrows choose among the levels
 * 3. a summary of errors takes the focus, and each of its links leads to what is wrong
 * 4. an outcome's heading takes the focus
 * 5. Escape closes the dialog, and the focus is where it was
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { fresh } from "./access/tickets.mjs";
import { Citizen } from "./journey/citizen.mjs";
import { eventually, expectVisible } from "./journey/expect.mjs";
import { DESKTOP, onScreen, PHONE, useBrowser } from "./journey/screens.mjs";
import { element, formArrived, openHostPage, script } from "./widget/host_page.mjs";

useBrowser();

/** Id, value or words of what has the focus, inside shadow roots too; `null` for the page. */
const focused = (page) =>
  page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at === document.body ? null : at.id || at.value || at.textContent.trim();
  });

/** Whether what has the focus shows a ring: on itself, or on the label that stands for it. */
const ringed = (page) =>
  page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return [at, ...(at.labels ?? [])].some((part) => {
      const { outlineStyle, outlineWidth, opacity } = getComputedStyle(part);
      return outlineStyle !== "none" && parseFloat(outlineWidth) >= 3 && opacity !== "0";
    });
  });

async function opened(page, attributes = "") {
  const around = (words) => `<button type="button" id="${words}">${words}</button>`;
  const body = `${script()}<h1>办件进度</h1>${around("before")}${element(await fresh(), attributes)}${around("after")}`;
  await openHostPage(page, { body });
  const citizen = new Citizen(page);
  if (attributes.includes("dialog")) return citizen;
  await formArrived(page);
  await citizen.sees();
  return citizen;
}

/** Presses a key until the focus is on `last`; answers with every stop. */
async function stops(page, key, last) {
  const seen = [];
  while (seen.at(-1) !== last) {
    await page.keyboard.press(key);
    const now = await focused(page);
    assert.ok(seen.length < 60, `${last} is not reached: ${seen}`);
    assert.ok(now === null || (await ringed(page)) || ["before", "after"].includes(now), `${now} shows no ring`);
    seen.push(now);
  }
  return seen;
}

test("Tab goes through the form in reading order, and back the same way", () =>
  onScreen(DESKTOP, async (page) => {
    const citizen = await opened(page);
    await citizen.choose(4);
    await page.getByRole("switch").check();
    await page.locator("#before").focus();
    const there = await stops(page, "Tab", "after");
    assert.deepEqual(there, [
      "hcp-lang", "hcp-elder", "hcp-smaller", "hcp-larger", "hcp-level-4",
      ...["406", "407", "408"].map((code) => `hcp-reason-${code}`), "更多", "hcp-comment",
      "hcp-named", "hcp-name", "hcp-phone", "hcp-consent-contact", "hcp-consent-publish",
      citizen.words.submit, "after",
    ]);
    const back = await stops(page, "Shift+Tab", "before");
    assert.deepEqual(back, [...there.slice(0, -1).reverse(), "before"]);
  }));

test("arrows move and choose among the levels, around the end", () =>
  onScreen(PHONE, async (page) => {
    const citizen = await opened(page);
    await citizen.level(5).focus();
    assert.equal(await citizen.level(5).isChecked(), false, "focus chooses nothing");
    for (const [key, level] of [
      ["ArrowRight", 4], ["ArrowDown", 3], ["ArrowLeft", 4], ["ArrowUp", 5], ["ArrowUp", 1], ["ArrowRight", 5],
    ]) {
      await page.keyboard.press(key);
      assert.equal(await focused(page), `hcp-level-${level}`, key);
      assert.equal(await citizen.level(level).isChecked(), true, key);
      assert.ok(await ringed(page), `level ${level} shows no ring`);
    }
  }));

test("the summary of errors takes the focus, and its links lead to what is wrong", () =>
  onScreen(PHONE, async (page) => {
    const citizen = await opened(page);
    await citizen.choose(2);
    await page.getByRole("switch").check();
    await page.getByLabel(citizen.words.phone, { exact: true }).fill("1");
    await citizen.submit();
    await eventually(() => focused(page), (now) => now === "hcp-errors", "focus on the summary");
    const links = page.getByRole("alert").getByRole("link");
    const targets = ["hcp-reason-207", "hcp-name", "hcp-phone", "hcp-consent-contact"];
    assert.equal(await links.count(), targets.length, await page.getByRole("alert").innerText());
    for (const [index, target] of targets.entries()) {
      await links.nth(index).focus();
      await page.keyboard.press("Enter");
      await eventually(() => focused(page), (now) => now === target, `focus on ${target}`);
      const field = page.locator(`#${target}`);
      await eventually(() => field.evaluate(isInView), Boolean, `${target} in view`);
      if (index > 0) assert.equal(await field.getAttribute("aria-invalid"), "true", target);
      const [described] = ((await field.getAttribute("aria-describedby")) ?? "").split(" ");
      if (described) assert.equal(await page.locator(`#${described}`).innerText(), await links.nth(index).innerText());
    }
  }));

/** Runs in the page. */
function isInView(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}

test("what follows the submit button is said where the focus goes: the outcome's heading", () =>
  onScreen(PHONE, async (page) => {
    const citizen = await opened(page);
    await citizen.choose(5);
    await page.getByRole("button", { name: citizen.words.submit }).focus();
    await page.keyboard.press("Enter");
    await citizen.receipt();
    await eventually(() => focused(page), (now) => now === "hcp-heading", "focus on the heading");
    assert.equal(await page.locator("#hcp-heading").innerText(), citizen.words.submitted);
    assert.equal(await page.locator("#hcp-heading").evaluate(isInView), true);
  }));

test("trying again keeps the focus in the form", () =>
  onScreen(PHONE, async (page) => {
    await page.route("**/v1/form?*", (route) =>
      route.fulfill({ status: 503, body: "", headers: { "Access-Control-Allow-Origin": "*" } }),
    );
    await openHostPage(page, { body: `${script()}<h1>办件进度</h1>${element(await fresh())}` });
    const again = page.getByRole("button", { name: "再试一次" });
    await expectVisible(again);
    await page.unroute("**/v1/form?*");
    await again.focus();
    await page.keyboard.press("Enter");
    await new Citizen(page).sees();
    assert.equal(await focused(page), "hcp-level-5");
  }));

test("dialog: Tab stays inside, Escape closes it and the focus is where it was", () =>
  onScreen(DESKTOP, async (page) => {
    const citizen = await opened(page, 'mode="dialog"');
    await page.evaluate(async () => {
      await customElements.whenDefined("haochaping-rating");
      document.querySelector("#before").onclick = () => document.querySelector("haochaping-rating").open();
    });
    for (let round = 0; round < 2; round += 1) {
      await page.locator("#before").focus();
      await page.keyboard.press("Enter");
      await formArrived(page);
      await citizen.sees();
      assert.equal(await focused(page), "hcp-level-5", "the question has the focus");
      for (let n = 0; n < 14; n += 1) {
        await page.keyboard.press("Tab");
        const now = await focused(page);
        assert.ok(!["before", "after"].includes(now), `Tab ${n} left the dialog for ${now}`);
      }
      await page.keyboard.press("Escape");
      await citizen.comment().waitFor({ state: "hidden" });
      assert.equal(await focused(page), "before");
    }
  }));
