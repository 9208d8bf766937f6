/**
 * A turn that something comes between: an edge that is away for a moment, a screen that is
 * locked, a script that is not there yet. No citizen loses what they fill in without having
 * been asked, and the next one finds nothing of it.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { expectVisible } from "./journey/expect.mjs";
import { HALL, reportStep } from "./journey/hall.mjs";
import { onScreen, useBrowser } from "./journey/screens.mjs";
import { ASKING, ELEMENT, IDLE, Kiosk, POST, TABLET, THANKS } from "./kiosk/kiosk_page.mjs";

useBrowser();

const COMMENT = "窗口排队太久，材料要了三次";
const FORM = "**/v1/form?*";
const AWAY = { status: 503, headers: { "Access-Control-Allow-Origin": HALL }, body: "" };

const tabletStep = () => reportStep({ channel: 4 });
const give = (page, ticket) => page.locator(ELEMENT).evaluate((element, given) => (element.ticket = given), ticket);

/** A promise and what fulfils it. */
function gate() {
  let open;
  const opened = new Promise((resolve) => (open = resolve));
  return { opened, open };
}

test("who tries again has the time of a form, and is asked before it is cleared", () =>
  onScreen(TABLET, async (page) => {
    const { ticket } = await tabletStep();
    const kiosk = await Kiosk.open(page);
    await page.route(FORM, (route) => route.fulfill(AWAY));
    await give(page, ticket);
    await expectVisible(kiosk.heading("评价服务暂时无法使用"));
    await page.unroute(FORM);
    await kiosk.press("再试一次");
    await kiosk.sees();
    await kiosk.complains(COMMENT);
    await kiosk.after(THANKS + 1_000);
    assert.equal(await kiosk.comment().inputValue(), COMMENT);
    await kiosk.after(IDLE);
    await kiosk.asks();
    await kiosk.after(ASKING);
    await kiosk.rests();
    assert.deepEqual(await kiosk.heard(), ["idle", "next"]);
  }));

test("an edge that answers late and in trouble does not take away what is filled in", () =>
  onScreen(TABLET, async (page) => {
    const { ticket } = await tabletStep();
    const kiosk = await Kiosk.open(page);
    const late = gate();
    await page.route(FORM, async (route) => {
      await late.opened;
      await route.fulfill(AWAY);
    });
    await give(page, ticket);
    await kiosk.choose(5);
    await kiosk.comment().fill(COMMENT);
    const answered = page.waitForResponse(FORM);
    late.open();
    await answered;
    await expectVisible(page.getByText("暂时无法显示办件信息，您仍可评价"));
    assert.equal(await kiosk.comment().inputValue(), COMMENT);
    await kiosk.submit();
    await kiosk.receipt();
  }));

test("a screen that is locked is clean for whoever unlocks it; what is being sent is sent", () =>
  onScreen(TABLET, async (page) => {
    const [one, two] = [await tabletStep(), await tabletStep()];
    const kiosk = await Kiosk.open(page);
    // The browser here is always in sight: this is what one says whose screen is locked.
    const see = (state) =>
      page.evaluate((given) => {
        Object.defineProperty(document, "visibilityState", { configurable: true, get: () => given });
        document.dispatchEvent(new Event("visibilitychange"));
      }, state);
    await kiosk.serve(one.ticket);
    await kiosk.complains(COMMENT);
    await see("hidden");
    assert.ok(!(await kiosk.traces()).includes(COMMENT));
    await see("visible");
    await kiosk.rests();
    assert.deepEqual(await kiosk.heard(), ["next"]);

    const sent = gate();
    await page.route(POST, async (route) => {
      await sent.opened;
      await route.continue();
    });
    await kiosk.serve(two.ticket);
    await kiosk.choose(5);
    await kiosk.submit();
    await see("hidden");
    sent.open();
    await kiosk.receipt();
    await see("hidden");
    await kiosk.rests();
    assert.deepEqual(await kiosk.heard(), ["next", "done", "next"]);
  }));

test("a device that slept past the question wakes up clean", () =>
  onScreen(TABLET, async (page) => {
    const { ticket } = await tabletStep();
    const kiosk = await Kiosk.open(page);
    await kiosk.serve(ticket);
    await kiosk.complains(COMMENT);
    await kiosk.after(IDLE + ASKING);
    await kiosk.rests();
    assert.ok(!(await kiosk.traces()).includes(COMMENT));
    assert.deepEqual(await kiosk.heard(), ["idle", "next"]);
  }));

test("the browser's way back leads to an empty screen", () =>
  onScreen(TABLET, async (page) => {
    const { ticket } = await tabletStep();
    const kiosk = await Kiosk.open(page, { clock: false });
    await kiosk.serve(ticket);
    await kiosk.complains(COMMENT);
    await page.goto(`${HALL}/?lang=zh`);
    await page.goBack();
    await kiosk.rests();
    assert.ok(!(await kiosk.traces()).includes(COMMENT));
    await page.goForward();
    await page.goBack();
    await kiosk.rests();
  }));

test("a host that answers “next” with another ticket at once is heard", () =>
  onScreen(TABLET, async (page) => {
    const [one, two, three] = [await tabletStep(), await tabletStep(), await tabletStep()];
    const kiosk = await Kiosk.open(page);
    await kiosk.serve(one.ticket);
    await page.locator(ELEMENT).evaluate(
      (element, tickets) =>
        element.addEventListener("hcp-kiosk", ({ detail }) => {
          if (detail.state === "next") element.ticket = tickets.shift();
        }),
      [two.ticket, three.ticket],
    );
    const ways = [() => page.locator(ELEMENT).evaluate((element) => element.next()), () => page.keyboard.press("F9")];
    for (const [at, { ticket }] of [two, three].entries()) {
      await kiosk.complains(COMMENT);
      await ways[at]();
      await kiosk.sees();
      assert.equal(await page.locator(ELEMENT).getAttribute("ticket"), ticket);
      assert.equal(await kiosk.comment().inputValue(), "");
    }
    assert.deepEqual(await kiosk.heard(), ["next", "next"]);
  }));

test("“next” before the form is there takes the ticket away all the same", () =>
  onScreen(TABLET, async (page) => {
    const { ticket } = await tabletStep();
    const there = gate();
    await page.route(/kiosk-engine\.wasm/, async (route) => {
      await there.opened;
      await route.continue();
    });
    const opening = Kiosk.open(page, { clock: false });
    await page.waitForFunction((name) => customElements.get(name), ELEMENT);
    await give(page, ticket);
    await page.locator(ELEMENT).evaluate((element) => element.next());
    assert.equal(await page.locator(ELEMENT).getAttribute("ticket"), null);
    there.open();
    const kiosk = await opening;
    assert.deepEqual(await kiosk.heard(), []);
  }));

test("the demo's tablet takes “next” before its script is there", () =>
  onScreen(TABLET, async (page, context) => {
    const { ticket } = await tabletStep();
    const there = gate();
    await page.route(/\/kiosk\.js$/, async (route) => {
      if (route.request().url().startsWith(HALL)) return route.continue();
      await there.opened;
      return route.continue();
    });
    await page.goto(`${HALL}/embed/kiosk`, { waitUntil: "commit" });
    await page.waitForFunction(() => typeof kiosk === "object" && typeof counter === "object");
    const staff = await context.newPage();
    await staff.goto(`${HALL}/counter`);
    const post = (message) => staff.evaluate((given) => new BroadcastChannel("hall-counter").postMessage(given), message);
    await post({ ticket });
    await page.waitForFunction((given) => document.getElementById("kiosk").getAttribute("ticket") === given, ticket);
    await post({ ticket: "" });
    await page.waitForFunction(() => !document.getElementById("kiosk").hasAttribute("ticket"));
    there.open();
    await new Kiosk(page, "zh").rests();
  }));
