/**
 * Whom an answer of the edge belongs to, and what is promised meanwhile.
 *
 * 1. Another ticket on the element while the first is under way.
 * 2. Two elements with one ticket.
 * 3. An evaluation that is kept nowhere.
 * 4. The dialog speaks the language that was chosen in it.
 */

import test from "node:test";
import assert from "node:assert/strict";
import { Citizen, WORDS } from "./journey/citizen.mjs";
import { reportStep } from "./journey/hall.mjs";
import { arrived } from "./journey/central.mjs";
import { expectVisible } from "./journey/expect.mjs";
import { onScreen, useBrowser, PHONE } from "./journey/screens.mjs";
import { element, events, formArrived, openHostPage, script } from "./widget/host_page.mjs";

useBrowser();

const SAVED = "评价已保存，尚未提交";
const NOT_SENT = "暂时无法送达，本次未提交成功，请稍后再提交一次";
const POST = "**/v1/evaluations";
const offline = (route) => route.abort("internetdisconnected");

async function fillIn(citizen, level) {
  await citizen.choose(level);
  await citizen.where.locator("input[name=indicator]:visible").first().check();
}

test("refused while another ticket is on the element: told when the first is back", () =>
  onScreen(PHONE, async (page) => {
    const [first, second] = [await reportStep(), await reportStep()];
    await openHostPage(page, { body: script() + element(first.ticket) });
    await formArrived(page);
    const citizen = new Citizen(page);
    await fillIn(citizen, 4);
    const title = "本次评价未被接受";
    let refuse;
    const refused = new Promise((resolve) => (refuse = resolve));
    await page.route(POST, async (route) => {
      await refused;
      const headers = { "Content-Type": "application/problem+json", "Access-Control-Allow-Origin": "*" };
      const problem = { type: "about:blank", title, status: 422, code: "rule_broken", detail: title };
      return route.fulfill({ status: 422, headers, body: JSON.stringify(problem) });
    });
    const answered = page.waitForResponse(POST);
    await citizen.submit();
    const put = (ticket) =>
      page.evaluate((given) => (document.querySelector("haochaping-rating").ticket = given), ticket);
    await put(second.ticket);
    await formArrived(page, 2);
    refuse();
    await (await answered).finished();
    await page.waitForFunction((words) => localStorage.getItem("haochaping.queue")?.includes(words), title);
    assert.equal(await page.getByText(title).isVisible(), false);
    assert.equal(await citizen.level(4).isChecked(), false);
    await put(first.ticket);
    await expectVisible(page.getByText(title));
    assert.equal(await citizen.level(4).isChecked(), true);
  }));

test("two elements with one ticket: both are told what became of it", () =>
  onScreen(PHONE, async (page, context) => {
    const { ticket, caseNo } = await reportStep();
    await page.route(POST, offline);
    await openHostPage(page, { body: script() + element(ticket) });
    await formArrived(page);
    const alone = new Citizen(page);
    await fillIn(alone, 5);
    await alone.submit();
    await expectVisible(alone.heading(SAVED));
    const body = script() + element(ticket, 'id="a"') + element(ticket, 'id="b"');
    // Listened to once already: what runs first in a page runs in every page after it.
    await openHostPage(page, { body, listen: false });
    await formArrived(page, 2);
    const both = ["#a", "#b"].map((id) => new Citizen(page.locator(id)));
    for (const citizen of both) await expectVisible(citizen.heading(SAVED));
    await page.unroute(POST);
    await context.setOffline(true);
    await context.setOffline(false);
    const receipts = [await both[0].receipt(), await both[1].receipt()];
    assert.equal(receipts[0], receipts[1]);
    assert.deepEqual((await events(page, "hcp-submitted")).map(({ id }) => id).sort(), ["a", "b"]);
    assert.equal((await arrived(caseNo)).length, 1);
  }));

test("what fits nowhere is not said to be saved, and stays on the sheet", () =>
  onScreen(PHONE, async (page) => {
    // Longer than what waits may be in all.
    const ticket = "t".repeat(70_000);
    await page.route("**/v1/form?*", offline);
    await page.route(POST, offline);
    await openHostPage(page, { body: script() + element(ticket) });
    await formArrived(page);
    const citizen = new Citizen(page);
    await citizen.choose(5);
    await citizen.comment().fill("窗口态度很好");
    await citizen.submit();
    await expectVisible(page.getByText(NOT_SENT));
    assert.equal(await citizen.comment().inputValue(), "窗口态度很好");
    assert.equal((await events(page, "hcp-queued")).length, 0);
    assert.equal(await page.evaluate(() => localStorage.length), 0);
  }));

test("the dialog speaks the language that was chosen in it", () =>
  onScreen(PHONE, async (page) => {
    const { ticket } = await reportStep();
    await openHostPage(page, { body: script() + element(ticket, 'mode="dialog"') });
    await page.waitForFunction(() => customElements.get("haochaping-rating"));
    await page.evaluate(() => document.querySelector("haochaping-rating").open());
    await formArrived(page);
    for (const [press, lang, close] of [["English", "en", "Close"], ["中文", "zh", "关闭"]]) {
      await page.getByRole("button", { name: press, exact: true }).click();
      const dialog = page.getByRole("dialog", { name: WORDS[lang].question, exact: true });
      await expectVisible(dialog.getByRole("button", { name: close, exact: true }));
    }
    await page.getByRole("button", { name: "关闭", exact: true }).click();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
  }));
