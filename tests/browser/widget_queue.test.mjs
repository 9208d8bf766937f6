/**
 * What waits for a connection outlives more than a reload.
 *
 * 1. A tab in the background, whose timers the browser stops, sends when it is looked at again.
 * 2. A browser that is killed sends at its next start.
 */

import test from "node:test";
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Citizen, plain } from "./journey/citizen.mjs";
import { reportStep } from "./journey/hall.mjs";
import { arrived, evaluations } from "./journey/central.mjs";
import { eventually, expectVisible } from "./journey/expect.mjs";
import { onScreen, startWithProfile, useBrowser, PHONE } from "./journey/screens.mjs";
import { element, formArrived, openHostPage, script } from "./widget/host_page.mjs";

useBrowser();

const SAVED = "评价已保存，尚未提交";
const POST = "**/v1/evaluations";

/** Fills in and submits while the edge is out of reach. */
async function queued(page, level) {
  const step = await reportStep();
  await page.route(POST, (route) => route.abort("internetdisconnected"));
  await openHostPage(page, { body: script() + element(step.ticket) });
  await formArrived(page);
  const citizen = new Citizen(page);
  await citizen.choose(level);
  await page.locator("input[name=indicator]:visible").first().check();
  await citizen.submit();
  await expectVisible(citizen.heading(SAVED));
  assert.equal((await evaluations(step.caseNo)).length, 0);
  return { ...step, citizen };
}

test("a tab that is looked at again sends what waits", () =>
  onScreen(PHONE, async (page) => {
    // As in the background: what is put off does not come back by itself.
    await page.addInitScript(() => {
      const { setTimeout } = globalThis;
      globalThis.setTimeout = (go, after, ...given) => (after >= 500 ? 0 : setTimeout(go, after, ...given));
    });
    const { citizen, caseNo } = await queued(page, 4);
    const posts = [];
    page.on("request", (request) => request.url().endsWith("/v1/evaluations") && posts.push(request));
    await page.unroute(POST);
    const turn = (state) =>
      page.evaluate((now) => {
        Object.defineProperty(document, "visibilityState", { configurable: true, get: () => now });
        document.dispatchEvent(new Event("visibilitychange"));
      }, state);
    await turn("hidden");
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    assert.equal(posts.length, 0);
    await turn("visible");
    const receipt = await citizen.receipt();
    const [row] = await arrived(caseNo);
    assert.deepEqual([row.level, row.receipt], [4, plain(receipt)]);
  }));

/** Whether the browser has put the queue on the disk, which it does seconds later. */
const isWritten = (profile) => {
  const folder = join(profile, "Default/Local Storage/leveldb");
  const logs = readdirSync(folder).filter((name) => name.endsWith(".log"));
  return logs.some((name) => readFileSync(join(folder, name), "latin1").includes("haochaping.queue"));
};

test("a browser that is killed sends at its next start", async () => {
  const profile = mkdtempSync(join(tmpdir(), "haochaping-profile-"));
  const browsers = [];
  const start = async () => {
    const browser = await startWithProfile(profile, PHONE);
    browsers.push(browser);
    return browser;
  };
  try {
    const killed = await start();
    const closed = new Promise((resolve) => killed.once("close", resolve));
    const { caseNo } = await queued(await killed.newPage(), 2);
    await eventually(() => isWritten(profile), Boolean, "the queue on the disk");
    // The lock names its owner: host-pid.
    process.kill(Number(readlinkSync(join(profile, "SingletonLock")).split("-").pop()), "SIGKILL");
    await closed;

    // Any page of the hall that has the element does, whatever it rates.
    const other = await reportStep();
    const next = await start();
    await openHostPage(await next.newPage(), { body: script() + element(other.ticket) });
    const [row] = await arrived(caseNo);
    assert.equal(row.level, 2);
    assert.equal((await evaluations(other.caseNo)).length, 0);
  } finally {
    for (const browser of browsers) await browser.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});
