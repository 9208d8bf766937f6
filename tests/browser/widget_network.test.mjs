/**
 * The way to the edge is bad: whatever happens, one evaluation and one row.
 *
 * 1. Offline when submitting, back later; the same across a reload; the same twice at once.
 * 2. The edge says 503 and is well again.
 * 3. Two tabs, a double click.
 * 4. No storage, or none wanted.
 */

import test from "node:test";
import assert from "node:assert/strict";
import { Citizen, plain } from "./journey/citizen.mjs";
import { reportStep } from "./journey/hall.mjs";
import { arrived, evaluations } from "./journey/central.mjs";
import { expectVisible } from "./journey/expect.mjs";
import { onScreen, useBrowser, PHONE } from "./journey/screens.mjs";
import { element, events, formArrived, openHostPage, script } from "./widget/host_page.mjs";

useBrowser();

const SAVED = "评价已保存，尚未提交";
const POST = "**/v1/evaluations";
const queue = (page) => page.evaluate(() => localStorage.getItem("haochaping.queue"));

/** Opens a page with the form, chooses a level and its first reason. */
async function fillIn(page, level = 5, attributes = "") {
  const step = await reportStep();
  const address = await openHostPage(page, { body: script() + element(step.ticket, attributes) });
  await formArrived(page);
  const citizen = new Citizen(page);
  await citizen.choose(level);
  await page.locator("input[name=indicator]:visible").first().check();
  return { ...step, address, citizen };
}

/** Every evaluation that a page, or any page of a context, sends from now on. */
function collectPosts(where) {
  const posts = [];
  where.on("request", (request) => {
    if (request.url().endsWith("/v1/evaluations") && request.method() === "POST") posts.push(request);
  });
  return posts;
}

/** Waits for the receipt and the one row that belongs to it. */
async function oneRow(citizen, caseNo, level) {
  const receipt = await citizen.receipt();
  const [row] = await arrived(caseNo);
  assert.equal(row.level, level);
  assert.equal(row.receipt, plain(receipt));
}

test("offline when submitting: kept, said so, sent when the connection is back", () =>
  onScreen(PHONE, async (page, context) => {
    const { citizen, caseNo } = await fillIn(page, 4);
    await context.setOffline(true);
    await citizen.submit();
    await expectVisible(citizen.heading(SAVED));
    assert.equal((await events(page, "hcp-queued")).length, 1);
    assert.match(await queue(page), /^1\n/);
    await context.setOffline(false);
    await oneRow(citizen, caseNo, 4);
    assert.equal((await events(page, "hcp-submitted")).length, 1);
    assert.equal(await queue(page), null);
  }));

test("an answer that comes later does not take the focus from what the citizen has gone on to", () =>
  onScreen(PHONE, async (page, context) => {
    const { citizen, caseNo } = await fillIn(page, 4);
    await page.evaluate(() => document.body.append(document.createElement("input")));
    await context.setOffline(true);
    await citizen.submit();
    await expectVisible(citizen.heading(SAVED));
    await page.locator("body > input").focus();
    await context.setOffline(false);
    await oneRow(citizen, caseNo, 4);
    assert.equal(await page.evaluate(() => document.activeElement.localName), "input");
  }));

test("reloaded while queued: the next page sends it and nothing is asked twice", () =>
  onScreen(PHONE, async (page, context) => {
    const { citizen, caseNo, address } = await fillIn(page, 2);
    // The page itself can be read again; only the edge is out of reach.
    await page.route(POST, (route) => route.abort("internetdisconnected"));
    await citizen.submit();
    await expectVisible(citizen.heading(SAVED));
    await page.goto(address);
    await formArrived(page);
    await expectVisible(citizen.heading(SAVED));
    assert.equal((await evaluations(caseNo)).length, 0);
    await page.unroute(POST);
    await context.setOffline(true);
    await context.setOffline(false);
    await oneRow(citizen, caseNo, 2);
  }));

test("503 with Retry-After, then well: sent again by itself", () =>
  onScreen(PHONE, async (page) => {
    const { citizen, caseNo } = await fillIn(page, 3);
    let refused = 0;
    await page.route(POST, async (route) => {
      if (route.request().method() !== "POST" || refused === 2) return route.fallback();
      refused += 1;
      return route.fulfill({
        status: 503,
        headers: { "Retry-After": "1", "Content-Type": "application/problem+json", "Access-Control-Allow-Origin": "*" },
        body: JSON.stringify({ type: "about:blank", title: "busy", status: 503, code: "overloaded", detail: "busy" }),
      });
    });
    await citizen.submit();
    await oneRow(citizen, caseNo, 3);
    assert.equal(refused, 2);
  }));

test("a double click sends once", () =>
  onScreen(PHONE, async (page) => {
    const { citizen, caseNo } = await fillIn(page);
    const posts = collectPosts(page);
    await page.getByRole("button", { name: citizen.words.submit, exact: true }).dblclick();
    await oneRow(citizen, caseNo, 5);
    assert.equal(posts.length, 1);
  }));

test("two tabs with one ticket: the first counts, the second is told so", () =>
  onScreen(PHONE, async (page, context) => {
    const { citizen, caseNo } = await fillIn(page, 5);
    const other = await context.newPage();
    const body = await page.evaluate(() => document.querySelector("main").innerHTML);
    await openHostPage(other, { body });
    await formArrived(other);
    const second = new Citizen(other);
    await second.choose(4);
    await citizen.submit();
    await oneRow(citizen, caseNo, 5);
    await second.submit();
    await expectVisible(second.heading(second.words.already));
    assert.equal((await events(other, "hcp-error"))[0]?.detail.code, "already_evaluated");
    assert.equal((await evaluations(caseNo)).length, 1);
  }));

test("queued in one tab while another is open: sent once", () =>
  onScreen(PHONE, async (page, context) => {
    const { citizen, caseNo } = await fillIn(page, 4);
    const other = await context.newPage();
    const later = await reportStep();
    await openHostPage(other, { body: script() + element(later.ticket) });
    await formArrived(other);
    const posts = collectPosts(context);
    await context.setOffline(true);
    await citizen.submit();
    await expectVisible(citizen.heading(SAVED));
    posts.length = 0;
    await context.setOffline(false);
    // Whichever tab noticed the connection first has sent it.
    const [row] = await arrived(caseNo);
    assert.equal(row.level, 4);
    const answered = [];
    for (const post of posts) if ((await post.response())?.status() === 202) answered.push(post);
    assert.equal(answered.length, 1);
    if (answered[0].frame().page() === page) {
      assert.equal(row.receipt, plain(await citizen.receipt()));
      return;
    }
    // The other tab's answer does not reach this sheet: it says so when it is opened again.
    await page.reload();
    await expectVisible(citizen.heading(citizen.words.already));
  }));

test("storage that throws: kept in the page, said so, sent when back", () =>
  onScreen(PHONE, async (page, context) => {
    await page.addInitScript(() => {
      for (const name of ["localStorage", "sessionStorage"]) {
        Object.defineProperty(globalThis, name, {
          get() {
            throw new DOMException("denied", "SecurityError");
          },
        });
      }
    });
    const { citizen, caseNo } = await fillIn(page, 5);
    await context.setOffline(true);
    await citizen.submit();
    await expectVisible(citizen.heading(SAVED));
    await expectVisible(page.getByText("本机无法保存数据，提交前请不要关闭本页"));
    await context.setOffline(false);
    await oneRow(citizen, caseNo, 5);
  }));

test("a shared terminal keeps nothing: offline it says that nothing was submitted", () =>
  onScreen(PHONE, async (page, context) => {
    const { citizen, caseNo } = await fillIn(page, 5, "shared");
    await citizen.comment().fill("窗口态度很好");
    await context.setOffline(true);
    await citizen.submit();
    await expectVisible(page.getByText("暂时无法送达，本次未提交成功"));
    const stored = await page.evaluate(() => [Object.keys(localStorage), Object.keys(sessionStorage), document.cookie]);
    assert.deepEqual(stored, [[], [], ""]);
    await context.setOffline(false);
    await citizen.submit();
    await oneRow(citizen, caseNo, 5);
  }));

test("hcp-before-submit can hold an evaluation back: nothing is sent until the next time", () =>
  onScreen(PHONE, async (page) => {
    const { citizen, caseNo } = await fillIn(page, 5);
    const posts = collectPosts(page);
    await page.evaluate(() => addEventListener("hcp-before-submit", (event) => event.preventDefault(), { once: true }));
    await citizen.submit();
    assert.deepEqual((await events(page, "hcp-before-submit")).map(({ detail }) => detail.level), [5]);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    assert.equal(posts.length, 0);
    assert.equal((await evaluations(caseNo)).length, 0);
    assert.equal(await queue(page), null);
    assert.equal((await events(page, "hcp-submitted")).length, 0);
    await citizen.submit();
    await oneRow(citizen, caseNo, 5);
    assert.equal(posts.length, 1);
  }));

test("no event carries the comment or anything of a person", () =>
  onScreen(PHONE, async (page) => {
    const { citizen, caseNo } = await fillIn(page, 2);
    await citizen.comment().fill("流程复杂，等候三小时");
    await page.getByRole("checkbox", { name: citizen.words.switch }).or(page.getByRole("switch", { name: citizen.words.switch })).check();
    await page.getByLabel(citizen.words.name, { exact: true }).fill("欧阳测试");
    await page.getByLabel(citizen.words.phone, { exact: true }).fill("13900001234");
    await page.getByRole("checkbox", { name: citizen.words.consentContact }).check();
    await citizen.submit();
    await oneRow(citizen, caseNo, 2);
    const text = JSON.stringify(await events(page));
    for (const secret of ["流程复杂", "欧阳测试", "13900001234"]) assert.equal(text.includes(secret), false);
  }));
