/**
 * A kiosk, one citizen after the other.
 *
 * 1. The next one finds nothing of the one before: after thanks, on idle, on demand.
 * 2. Who needs time is asked, and gets it.
 * 3. The host is told “done”, “idle”, “next”, and nothing else.
 * 4. Tickets come by attribute, by a session's stream and by a message of the staff's page.
 */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { arrived, evaluations } from "./journey/central.mjs";
import { eventually, expectVisible } from "./journey/expect.mjs";
import { EDGE, HALL, reportStep } from "./journey/hall.mjs";
import { register, session } from "./journey/point.mjs";
import { onScreen, useBrowser } from "./journey/screens.mjs";
import { ASKING, ELEMENT, IDLE, Kiosk, TABLET, TERMINAL, THANKS } from "./kiosk/kiosk_page.mjs";

useBrowser();

const COMMENT = "窗口排队太久，材料要了三次";
const tabletStep = () => reportStep({ channel: 4 });

test("two citizens rate one after the other, and the second finds nothing of the first", () =>
  onScreen(TABLET, async (page) => {
    const [one, two] = [await tabletStep(), await tabletStep()];
    const kiosk = await Kiosk.open(page);
    await kiosk.serve(one.ticket);
    await kiosk.press("English");
    const reader = new Kiosk(page, "en");
    await reader.sees();
    await page.getByRole("button", { name: "Elder mode", exact: true }).click();
    await reader.complains(COMMENT);
    await reader.submit();
    await reader.receipt();
    assert.deepEqual(await kiosk.heard(), ["done"]);
    assert.ok(!(await kiosk.traces()).includes(COMMENT), "the thanks still hold the comment");

    await kiosk.after(THANKS);
    await kiosk.rests();
    assert.deepEqual(await kiosk.heard(), ["done", "next"]);
    const traces = await kiosk.traces();
    for (const [what, text] of Object.entries({ comment: COMMENT, ticket: one.ticket, receipt: "Receipt" })) {
      assert.ok(!traces.includes(text), `${what} is still there`);
    }
    assert.equal(await page.evaluate(() => history.length), 2);

    await kiosk.serve(two.ticket);
    assert.equal(await kiosk.comment().inputValue(), "");
    assert.equal(await page.locator(`${ELEMENT} .hcp-elder`).count(), 0);
    await kiosk.choose(5);
    await kiosk.submit();
    await kiosk.receipt();
    await kiosk.press(kiosk.says.finish);
    await kiosk.rests();
    assert.deepEqual(await kiosk.heard(), ["done", "next", "done", "next"]);

    const [[first], [second]] = [await arrived(one.caseNo), await arrived(two.caseNo)];
    assert.deepEqual([first.level, first.comment, first.channel, first.lang], [2, COMMENT, 4, "en"]);
    assert.deepEqual([second.level, second.comment, second.channel, second.lang], [5, null, 4, "zh"]);
  }));

test("who is silent is asked, gets the whole time again, and is cleared away only then", () =>
  onScreen(TABLET, async (page) => {
    const { ticket, caseNo } = await tabletStep();
    const kiosk = await Kiosk.open(page);
    await kiosk.serve(ticket);
    await kiosk.complains(COMMENT);
    await kiosk.comment().focus();

    await kiosk.after(IDLE);
    await kiosk.asks();
    const focused = () => page.locator(ELEMENT).evaluate((element) => element.shadowRoot.activeElement?.id);
    await page.waitForFunction((name) => document.querySelector(name).shadowRoot.activeElement?.id === "hcp-more-time", ELEMENT);
    await page.keyboard.press("Enter");
    await page.getByRole("alertdialog").waitFor({ state: "detached" });
    assert.equal(await kiosk.comment().inputValue(), COMMENT);
    await page.waitForFunction((name) => document.querySelector(name).shadowRoot.activeElement?.id === "hcp-comment", ELEMENT);
    assert.equal(await focused(), "hcp-comment");
    assert.deepEqual(await kiosk.heard(), []);

    await kiosk.after(IDLE);
    await kiosk.asks();
    await kiosk.after(ASKING);
    await kiosk.rests();
    assert.deepEqual(await kiosk.heard(), ["idle", "next"]);
    assert.ok(!(await kiosk.traces()).includes(COMMENT));
    assert.equal((await evaluations(caseNo)).length, 0, "nothing is sent for who has gone");
  }));

test("the next one on demand: by method, by key, by the staff's page and by nobody else's", () =>
  onScreen(TERMINAL, async (page) => {
    const { ticket } = await reportStep({ channel: 5 });
    const kiosk = await Kiosk.open(page, { attributes: `staff="${HALL}"` });
    const post = (message) => page.evaluate((given) => window.postMessage(given, "*"), message);
    const ways = {
      method: () => page.locator(ELEMENT).evaluate((element) => element.next()),
      key: () => page.keyboard.press("F9"),
      message: () => post({ source: "haochaping", type: "next" }),
    };
    for (const [way, next] of Object.entries(ways)) {
      await kiosk.serve(ticket);
      await kiosk.complains(COMMENT);
      await next();
      await kiosk.rests();
      assert.ok(!(await kiosk.traces()).includes(COMMENT), way);
    }
    assert.deepEqual(await kiosk.heard(), ["next", "next", "next"]);

    await post({ source: "haochaping", type: "ticket", ticket });
    await kiosk.sees();
    await page.locator(ELEMENT).evaluate((element) => element.setAttribute("staff", "https://other.example"));
    await post({ source: "haochaping", type: "next" });
    await post("next");
    await post(null);
    await page.evaluate(() => new Promise((resolve) => (window.onmessage = resolve, window.postMessage("last", "*"))));
    await kiosk.choose(4);
    assert.equal((await kiosk.heard()).length, 3);
  }));

test("a session that the counter system opens at a point shows its form by itself, and no case twice", () =>
  onScreen(TABLET, async (page) => {
    const [one, two] = [await tabletStep(), await tabletStep()];
    const point = await register();
    const { stream } = await session(point);
    const address = `${EDGE}${new URL(stream).pathname}`;
    const kiosk = await Kiosk.open(page, { attributes: `session="${address}"`, clock: false });
    const answers = [];
    page.on("response", (answer) => answer.url() === address && answers.push(answer));

    await session(point, one.ticket);
    await kiosk.sees();
    await kiosk.complains(COMMENT);
    await session(point);
    await kiosk.rests();

    await session(point, two.ticket);
    await kiosk.sees();
    await kiosk.choose(5);
    await kiosk.submit();
    await kiosk.receipt();
    await kiosk.press(kiosk.says.finish);
    await kiosk.rests();
    assert.equal((await arrived(two.caseNo))[0].level, 5);
    assert.equal((await evaluations(one.caseNo)).length, 0);

    // The stream breaks off and begins anew with the ticket that holds.
    await page.locator(ELEMENT).evaluate((element, given) => {
      element.session = "";
      element.session = given;
    }, address);
    await eventually(() => answers.length, (count) => count >= 4, "answers of the stream");
    await kiosk.rests();
    assert.deepEqual(await kiosk.heard(), ["next", "done", "next"]);
  }));

test("a stream that is refused for a while is asked for again", () =>
  onScreen(TABLET, async (page) => {
    const { ticket } = await tabletStep();
    const point = await register();
    const { stream } = await session(point, ticket);
    const address = `${EDGE}${new URL(stream).pathname}`;
    const refused = [];
    await page.route(address, async (route) => {
      refused.push(route);
      await route.fulfill({ status: 502, headers: { "Access-Control-Allow-Origin": HALL }, body: "a proxy whose edge restarts" });
    });
    const kiosk = await Kiosk.open(page, { attributes: `session="${address}"` });
    await eventually(() => refused.length, (count) => count === 1, "a refusal");
    await page.unroute(address);
    await eventually(
      async () => (await kiosk.after(5_000), page.getByLabel(kiosk.words.comment, { exact: true }).isVisible()),
      Boolean,
      "the form",
    );
  }));

test("the package's snippet tells the counter and nobody else", () =>
  onScreen(TABLET, async (page) => {
    const { ticket } = await tabletStep();
    const snippet = readFileSync(new URL("../../widget/package/snippets/kiosk.html", import.meta.url), "utf8");
    const address = `${HALL}/kiosk-snippet`;
    const told = [];
    await page.exposeFunction("tellCounter", (state) => told.push(state));
    await page.route(address, (route) =>
      route.fulfill({ contentType: "text/html; charset=utf-8", body: snippet.replaceAll("https://pj.example.gov.cn", EDGE) }),
    );
    await page.goto(address);
    const kiosk = new Kiosk(page, "zh");
    await kiosk.rests();
    await kiosk.serve(ticket);
    await kiosk.choose(5);
    await kiosk.submit();
    await kiosk.receipt();
    await kiosk.press(kiosk.says.finish);
    await kiosk.rests();
    assert.deepEqual(told, ["done", "next"]);
  }));

test("a ticket that cannot be rated is said, and the screen rests again by itself", () =>
  onScreen(TABLET, async (page) => {
    const kiosk = await Kiosk.open(page);
    await page.locator(ELEMENT).evaluate((element) => (element.ticket = "no.ticket.at-all"));
    await expectVisible(kiosk.heading("评价链接无效"));
    await kiosk.after(THANKS);
    await kiosk.rests();
    assert.deepEqual(await kiosk.heard(), ["next"]);
  }));

test("by keyboard alone: level, reason, comment, submit, finish", () =>
  onScreen(TERMINAL, async (page) => {
    const { ticket, caseNo } = await reportStep({ channel: 5 });
    const kiosk = await Kiosk.open(page);
    await kiosk.serve(ticket);
    const at = () => page.locator(ELEMENT).evaluate((element) => element.shadowRoot.activeElement?.id ?? "");
    await eventually(at, (id) => id === "hcp-question", "the focus on the question");
    assert.equal(await page.getByRole("status").first().textContent(), "");
    const tabTo = async (wanted) => {
      for (let presses = 0; presses < 40; presses += 1) {
        if ((await at()).startsWith(wanted)) return;
        await page.keyboard.press("Tab");
      }
      throw new Error(`Tab never comes to ${wanted}`);
    };
    await tabTo("hcp-level-");
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowDown");
    await tabTo("hcp-comment");
    await page.keyboard.insertText(COMMENT);
    await page.keyboard.press("Tab");
    await tabTo("hcp-named");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await kiosk.receipt();
    await page.waitForFunction((name) => document.querySelector(name).shadowRoot.activeElement?.id === "hcp-heading", ELEMENT);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await kiosk.rests();
    assert.equal(await page.getByRole("status").first().textContent(), kiosk.says.rest);
    const [row] = await arrived(caseNo);
    assert.deepEqual([row.level, row.comment, row.channel], [4, COMMENT, 5]);
  }));
