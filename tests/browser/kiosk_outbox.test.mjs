/**
 * A kiosk without a connection: what citizens say is kept encrypted, within bounds, and
 * sent once; what is not kept is not said to be.
 */

import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { arrived, evaluations } from "./journey/central.mjs";
import { eventually, expectVisible } from "./journey/expect.mjs";
import { EDGE, reportStep } from "./journey/hall.mjs";
import { onScreen, startWithProfile, useBrowser } from "./journey/screens.mjs";
import { ELEMENT, Kiosk, POST, TABLET, THANKS } from "./kiosk/kiosk_page.mjs";
import { fill } from "./kiosk/vault.mjs";

useBrowser();

const COMMENT = "窗口排队太久，材料要了三次";
/** As many as a kiosk keeps. */
const JOBS = 200;

const tabletStep = () => reportStep({ channel: 4 });
const cut = (page) => page.route(POST, (route) => route.abort("internetdisconnected"));
const isIn = (bytes, text) => ["utf8", "utf16le"].some((coding) => bytes.includes(Buffer.from(text, coding)));

/** Every file below a folder. */
const files = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

test("a cut: kept, encrypted on the disk byte by byte, and sent once by the browser's next start", async () => {
  const profile = mkdtempSync(join(tmpdir(), "haochaping-kiosk-"));
  const browsers = [];
  const start = async () => {
    const browser = await startWithProfile(profile, TABLET);
    browsers.push(browser);
    return browser;
  };
  try {
    const [one, two] = [await tabletStep(), await tabletStep()];
    const browser = await start();
    const page = await browser.newPage();
    const kiosk = await Kiosk.open(page);
    await cut(page);
    for (const { ticket } of [one, two]) {
      await kiosk.serve(ticket);
      await kiosk.complains(COMMENT);
      await kiosk.submit();
      await expectVisible(kiosk.heading(kiosk.says.kept));
      await kiosk.after(THANKS);
      await kiosk.rests();
    }
    await expectVisible(page.getByText("2条评价等待提交，已加密保存"));
    assert.deepEqual(await kiosk.heard(), ["done", "next", "done", "next"]);
    assert.ok(!(await kiosk.traces()).includes(COMMENT));
    const vault = await kiosk.vault();
    assert.equal(vault.key, "InvalidAccessError", "the key can be read out");
    assert.ok(vault.text.length > 100);
    assert.ok(!isIn(Buffer.from(vault.text), COMMENT));
    await browser.close();

    const written = files(profile);
    assert.ok(written.length > 20);
    for (const file of written) assert.ok(!isIn(readFileSync(file), COMMENT), `the comment is in ${file}`);
    assert.equal((await evaluations(one.caseNo)).length, 0);

    const again = await (await start()).newPage();
    const next = await Kiosk.open(again, { clock: false });
    for (const { caseNo } of [one, two]) {
      const [row] = await arrived(caseNo);
      assert.deepEqual([row.level, row.comment, row.channel], [2, COMMENT, 4]);
    }
    await eventually(() => next.vault(), ({ text }) => text === null, "an empty vault");
  } finally {
    for (const browser of browsers) await browser.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});

test("a reload while it is cut loses nothing, and the same ticket is not rated over", () =>
  onScreen(TABLET, async (page) => {
    const { ticket, caseNo } = await tabletStep();
    const kiosk = await Kiosk.open(page, { clock: false });
    await cut(page);
    await kiosk.serve(ticket);
    await kiosk.complains(COMMENT);
    await kiosk.submit();
    await expectVisible(kiosk.heading(kiosk.says.kept));
    await page.reload();
    await kiosk.rests();
    await expectVisible(page.getByText("1条评价等待提交，已加密保存"));
    // What is read before the edge has answered: the whole time, never none.
    await page.route("**/v1/form?*", () => {});
    await page.locator(ELEMENT).evaluate((element, given) => (element.ticket = given), ticket);
    await expectVisible(page.getByText(/^(20|19)秒后自动清空本页$/));
    await expectVisible(kiosk.heading(kiosk.says.kept));
    assert.ok(!(await kiosk.traces()).includes(COMMENT));
    await page.unroute(POST);
    await page.evaluate(() => dispatchEvent(new Event("online")));
    const [row] = await arrived(caseNo);
    assert.deepEqual([row.level, row.comment], [2, COMMENT]);
  }));

test("the browser is asked to keep what waits even where it is short of room", () =>
  onScreen(TABLET, async (page) => {
    await page.addInitScript(() => {
      const { persist } = StorageManager.prototype;
      StorageManager.prototype.persist = function () {
        globalThis.asked = true;
        return persist.call(this);
      };
    });
    await Kiosk.open(page, { clock: false });
    await page.waitForFunction(() => globalThis.asked);
  }));

test("a whole turn without any connection: begun, filled in and kept", () =>
  onScreen(TABLET, async (page, context) => {
    const { ticket, caseNo } = await tabletStep();
    const kiosk = await Kiosk.open(page, { clock: false });
    await context.setOffline(true);
    await kiosk.serve(ticket);
    await kiosk.choose(1);
    await kiosk.comment().fill(COMMENT);
    await kiosk.submit();
    await expectVisible(kiosk.heading(kiosk.says.kept));
    await kiosk.press(kiosk.says.finish);
    await kiosk.rests();
    await context.setOffline(false);
    const [row] = await arrived(caseNo);
    assert.deepEqual([row.level, row.comment, row.channel], [1, COMMENT, 4]);
    await eventually(() => kiosk.vault(), ({ text }) => text === null, "an empty vault");
  }));

test("what the edge refuses for now stays, what it refuses for good goes", () =>
  onScreen(TABLET, async (page) => {
    const [one, two] = [await tabletStep(), await tabletStep()];
    const kiosk = await Kiosk.open(page, { clock: false });
    await cut(page);
    for (const { ticket } of [one, two]) {
      await kiosk.serve(ticket);
      await kiosk.complains(COMMENT);
      await kiosk.submit();
      await expectVisible(kiosk.heading(kiosk.says.kept));
      await kiosk.press(kiosk.says.finish);
      await kiosk.rests();
    }
    // The second step is rated elsewhere meanwhile; the first one's ticket is not understood for now.
    const rated = await fetch(`${EDGE}/v1/evaluations`, {
      method: "POST",
      body: JSON.stringify({ ticket: two.ticket, level: 5 }),
    });
    assert.equal(rated.status, 202);
    await page.unroute(POST);
    const refused = page.waitForResponse((answer) => answer.request().postData()?.includes("not.understood"));
    await page.route(POST, (route) => route.continue({ postData: route.request().postData().replace(one.ticket, "not.understood") }));
    await page.evaluate(() => dispatchEvent(new Event("online")));
    assert.equal((await (await refused).json()).code, "ticket_invalid");
    await expectVisible(page.getByText("1条评价等待提交，已加密保存"));
    await page.unroute(POST);
    await page.evaluate(() => dispatchEvent(new Event("online")));
    assert.equal((await arrived(one.caseNo))[0].comment, COMMENT);
    assert.equal((await arrived(two.caseNo))[0].level, 5);
  }));

test("the connection comes back under the thanks: they turn into a receipt", () =>
  onScreen(TABLET, async (page) => {
    const { ticket, caseNo } = await tabletStep();
    const kiosk = await Kiosk.open(page, { clock: false });
    await cut(page);
    await kiosk.serve(ticket);
    await kiosk.choose(5);
    await kiosk.submit();
    await expectVisible(kiosk.heading(kiosk.says.kept));
    await page.unroute(POST);
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await kiosk.receipt();
    assert.deepEqual(await kiosk.heard(), ["done"]);
    assert.equal((await arrived(caseNo))[0].level, 5);
  }));

test("a name and number are not kept, and that is said; without them it is", () =>
  onScreen(TABLET, async (page) => {
    const { ticket } = await tabletStep();
    const kiosk = await Kiosk.open(page);
    await cut(page);
    await kiosk.serve(ticket);
    await kiosk.choose(4);
    const { words } = kiosk;
    await page.getByRole("switch", { name: words.switch }).check();
    for (const [label, value] of [[words.name, "李雷"], [words.phone, "13800138000"]]) {
      const field = page.getByLabel(label, { exact: true });
      assert.equal(await field.getAttribute("autocomplete"), "off");
      await field.fill(value);
    }
    await page.getByLabel(words.consentContact).check();
    await kiosk.submit();
    await expectVisible(page.getByText(kiosk.says.notKeptNamed));
    assert.deepEqual(await kiosk.heard(), []);
    assert.equal((await kiosk.vault()).text, null);
    await page.getByRole("switch", { name: words.switch }).uncheck();
    await kiosk.submit();
    await expectVisible(kiosk.heading(kiosk.says.kept));
  }));

test("a full outbox says so: nothing is said to be sent or kept, and what is there stays", () =>
  onScreen(TABLET, async (page) => {
    const { ticket } = await tabletStep();
    const kiosk = await Kiosk.open(page, { clock: false });
    await eventually(() => kiosk.vault(), ({ key }) => key === "InvalidAccessError", "a key");
    // A browser that was full when it was switched off, written with its own key.
    await page.goto(kiosk.address.replace(/kiosk-[^/]*$/, "static/icon.svg"));
    await page.evaluate(fill, { jobs: JOBS, edge: EDGE });
    await page.goto(kiosk.address);
    await expectVisible(page.getByText(`${JOBS}条评价等待提交，已加密保存`));
    await cut(page);
    const before = (await kiosk.vault()).text.length;
    await kiosk.serve(ticket);
    await kiosk.complains(COMMENT);
    await kiosk.submit();
    await expectVisible(page.getByText(kiosk.says.notKept));
    await expectVisible(kiosk.heading(kiosk.words.notSubmitted));
    assert.equal(await kiosk.comment().inputValue(), COMMENT, "it can be submitted once there is a connection");
    assert.deepEqual(await kiosk.heard(), []);
    assert.equal((await kiosk.vault()).text.length, before);
  }));

test("a device that keeps nothing says so", () =>
  onScreen(TABLET, async (page) => {
    const { ticket } = await tabletStep();
    await page.addInitScript(() => Object.defineProperty(globalThis, "indexedDB", { get: () => undefined }));
    const kiosk = await Kiosk.open(page);
    await cut(page);
    await kiosk.serve(ticket);
    await kiosk.choose(5);
    await kiosk.submit();
    await expectVisible(page.getByText(kiosk.says.notKept));
  }));
