/**
 * The element in a page's hands, and its own switches in the citizen's.
 *
 * 1. Methods: `reset()` empties the form, `focus()` goes to the chosen level.
 * 2. Language and elder mode are switched on the sheet; nothing that was filled in is lost.
 * 3. A hall's accent and its style for parts are seen.
 */

import test from "node:test";
import assert from "node:assert/strict";
import { Citizen } from "./journey/citizen.mjs";
import { reportStep } from "./journey/hall.mjs";
import { arrived } from "./journey/central.mjs";
import { eventually, expectVisible } from "./journey/expect.mjs";
import { onScreen, useBrowser, PHONE } from "./journey/screens.mjs";
import { element, formArrived, hold, openHostPage, script } from "./widget/host_page.mjs";

useBrowser();

const ELEMENT = "haochaping-rating";
const COMMENT = "窗口态度很好";

async function opened(page, rest = {}) {
  const { ticket, caseNo } = await reportStep();
  await openHostPage(page, { body: `<button id="own">查询</button>${script()}${element(ticket)}`, ...rest });
  await formArrived(page);
  return { caseNo, citizen: new Citizen(page) };
}

/** The value of the radio that has the focus. */
const focused = (page) => page.locator(ELEMENT).evaluate((rating) => rating.shadowRoot.activeElement?.value);

test("reset() empties the form, and it can be filled in anew", () =>
  onScreen(PHONE, async (page) => {
    const { citizen, caseNo } = await opened(page);
    await citizen.choose(2);
    await page.locator("input[name=indicator]:visible").first().check();
    await citizen.comment().fill(COMMENT);
    await page.locator(ELEMENT).evaluate((rating) => rating.reset());
    await formArrived(page, 2);
    await citizen.sees();
    assert.equal(await citizen.comment().inputValue(), "");
    assert.equal(await page.locator("input[name=indicator]:checked").count(), 0);
    await citizen.choose(5);
    await citizen.submit();
    await citizen.receipt();
    const [row] = await arrived(caseNo);
    assert.deepEqual([row.level, row.comment], [5, null]);
  }));

test("another ticket begins an empty form: nothing typed or chosen for the one before stays in a control", () =>
  onScreen(PHONE, async (page) => {
    const { citizen } = await opened(page);
    const { ticket } = await reportStep();
    const { words } = citizen;
    await citizen.choose(2);
    await page.locator("input[name=indicator]:visible").first().check();
    await page.getByRole("switch", { name: words.switch }).check();
    const field = (label) => page.getByLabel(label, { exact: true });
    await field(words.name).fill("李雷");
    await field(words.phone).fill("13800138000");
    // A field that has the focus says what is in it once more when it goes.
    await citizen.comment().fill(COMMENT);
    const answered = page.waitForResponse(/v1\/form/);
    await page.locator(ELEMENT).evaluate((rating, given) => (rating.ticket = given), ticket);
    await answered;
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    const filled = () =>
      page.locator(ELEMENT).evaluate(({ shadowRoot }) =>
        [...shadowRoot.querySelectorAll("input, textarea")].flatMap((control) =>
          control.matches("[type=radio], [type=checkbox]") ? (control.checked ? control.id : []) : control.value || [],
        ),
      );
    assert.deepEqual(await filled(), []);
  }));

test("focus() goes to the first level, or to the one that is chosen", () =>
  onScreen(PHONE, async (page) => {
    const { citizen } = await opened(page);
    const focus = () => page.locator(ELEMENT).evaluate((rating) => rating.focus());
    await focus();
    assert.equal(await focused(page), "5");
    await citizen.choose(3);
    await page.locator("#own").focus();
    assert.equal(await focused(page), undefined);
    await focus();
    assert.equal(await focused(page), "3");
    assert.equal(await page.evaluate(() => document.activeElement.localName), ELEMENT);
  }));

test("the language and elder switches on the sheet change how it reads, and keep what was filled in", () =>
  onScreen(PHONE, async (page) => {
    const { citizen, caseNo } = await opened(page);
    const size = () => page.locator(`${ELEMENT} .hcp-question`).evaluate((part) => parseFloat(getComputedStyle(part).fontSize));
    await citizen.choose(4);
    await citizen.comment().fill(COMMENT);
    const plain = await size();

    await page.getByRole("button", { name: "长辈版", exact: true }).click();
    await page.locator(`${ELEMENT} .hcp-elder`).waitFor();
    assert.equal(await page.getByRole("button", { name: "长辈版", pressed: true }).count(), 1);
    assert.ok((await size()) > plain);

    await page.getByRole("button", { name: "English", exact: true }).click();
    const reader = new Citizen(page, "en");
    await expectVisible(page.getByRole("group", { name: reader.words.question }));
    assert.equal(await page.getByRole("button", { name: "Elder mode", pressed: true }).count(), 1);
    assert.equal(await reader.level(4).isChecked(), true);
    assert.equal(await reader.comment().inputValue(), COMMENT);

    await page.getByRole("button", { name: "中文", exact: true }).click();
    await expectVisible(page.getByRole("group", { name: citizen.words.question }));
    await page.getByRole("button", { name: "长辈版", exact: true }).click();
    await page.locator(`${ELEMENT} .hcp-elder`).waitFor({ state: "detached" });
    assert.equal(await size(), plain);
    await citizen.submit();
    await citizen.receipt();
    const [row] = await arrived(caseNo);
    assert.deepEqual([row.level, row.comment], [4, COMMENT]);
  }));

test("a terminal that is said to be shared only later: the browser offers nobody the name of the one before", () =>
  onScreen(PHONE, async (page) => {
    const { citizen } = await opened(page);
    await page.getByRole("switch", { name: citizen.words.switch }).check();
    const remembered = () =>
      Promise.all([citizen.words.name, citizen.words.phone].map((label) => page.getByLabel(label, { exact: true }).getAttribute("autocomplete")));
    assert.deepEqual(await remembered(), ["name", "tel"]);
    await page.locator(ELEMENT).evaluate((rating) => (rating.shared = true));
    await eventually(remembered, (all) => all.every((one) => one === "off"), "fields that are not remembered");
  }));

test("a hall's accent and its style for parts are seen, the accent from the first paint", () =>
  onScreen(PHONE, async (page) => {
    const head = `<style>${ELEMENT} { --hcp-accent: #7a1fa2 }
      ${ELEMENT}::part(sheet) { background-color: rgb(250, 245, 230) }
      ${ELEMENT}::part(submit) { margin-block-start: 37px }</style>`;
    const { ticket } = await reportStep();
    const release = await hold(page, "**/engine.wasm");
    await openHostPage(page, { head, body: script() + element(ticket) });
    const citizen = new Citizen(page);
    const style = (selector, name) => page.locator(selector).evaluate((part, wanted) => getComputedStyle(part)[wanted], name);
    const chosen = () => style("label[for=hcp-level-4]", "backgroundColor");
    await citizen.choose(4);
    assert.equal(await chosen(), "rgb(122, 31, 162)");
    release();
    await formArrived(page);
    assert.equal(await chosen(), "rgb(122, 31, 162)");
    assert.equal(await style("[part=sheet]", "backgroundColor"), "rgb(250, 245, 230)");
    assert.equal(await style("[part=submit]", "marginBlockStart"), "37px");
  }));
