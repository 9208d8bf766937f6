/**
 * A supervisor sees what an upper platform did not take, on a phone and at a desk:
 *
 * 1. a platform refuses two of three; the page says which and why, in both languages, light and
 *    dark, holds the measures, and axe finds nothing
 * 2. once the cause is mended one is sent again, by the keyboard alone and without script, then
 *    the rest, and the rows in PostgreSQL say so
 *
 * The platform is a server of this file. SHOTS=folder keeps a picture of each page.
 */

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { query } from "./journey/central.mjs";
import { eventually, expectVisible } from "./journey/expect.mjs";
import { onScreen, useBrowser } from "./journey/screens.mjs";
import { DESKTOP, PHONE, Staff, lookAt } from "./workbench/staff.mjs";

useBrowser();

const HALL_KEY = "demo-key-yuzhong-zwfw-not-secret-01";
const CASES = [1, 2, 3].map((number) => `UP-${process.pid}-${number}`);
const SCREENS = { phone: PHONE, desk: DESKTOP };
const TOLD = {
  zh: { title: "上报", one: "重发", all: "全部重发", again: "已重新排队：1 条", state: "对方拒收" },
  en: { title: "Reporting", one: "Send again", all: "Send all again", again: "Waiting again: 1", state: "Refused" },
};

/** Whether the platform takes everything. */
let mended = false;
const taken = [];
const platform = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  const results = JSON.parse(body).map(({ projectNo }, index) => {
    if (!mended && projectNo !== CASES[0]) {
      return { index, status: "refused", refusal: { code: "area_outside" } };
    }
    taken.push(projectNo);
    return { index, status: "accepted" };
  });
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ accepted: results.length, results }));
});

const STATES = `
  SELECT o.state FROM haochaping.onward o JOIN haochaping.evaluations e ON e.id = o.evaluation_id
   WHERE e.case_no = ANY ($1) ORDER BY e.case_no`;

/** Waits until the three have these states in the outbox. */
const until = (states) =>
  eventually(
    async () => (await query(STATES, [CASES])).map((row) => row.state).join(),
    (now) => now === states,
    "states of the reports",
  );

before(async () => {
  await new Promise((listening) => platform.listen(Number(process.env.UPSTREAM_PORT), "127.0.0.1", listening));
  const records = CASES.map((projectNo) => ({
    projectNo, serviceNumber: 1, assessNumber: 1, satisfaction: 4, pf: 2, assessTime: "2026-01-05 09:30:00",
  }));
  const answer = await fetch(`${process.env.EDGE_URL}/v1/import/national-form?results=records`, {
    method: "POST",
    headers: { authorization: `Bearer ${HALL_KEY}`, "content-type": "application/json" },
    body: JSON.stringify(records),
  });
  assert.equal((await answer.json()).accepted, 3);
  await until("sent,refused,refused");
});

after(() => platform.close());

for (const lang of ["zh", "en"]) {
  for (const [where, screen] of Object.entries(SCREENS)) {
    test(`what was not taken is seen, ${lang}, ${where}`, () =>
      onScreen({ ...screen, bypassCSP: true }, async (page) => {
        const staff = new Staff(page, lang);
        await staff.signsIn("su-01");
        await page.getByRole("link", { name: TOLD[lang].title }).first().click();
        await expectVisible(staff.heading(TOLD[lang].title));
        await expectVisible(page.getByRole("cell", { name: `${CASES[1]} / 1 / 1`, exact: true }));
        await expectVisible(page.getByRole("cell", { name: "area_outside" }).first());
        await expectVisible(page.getByRole("cell", { name: TOLD[lang].state, exact: true }).first());
        assert.deepEqual(await lookAt(page, `onward-${lang}-${where}`), []);
      }));
  }
}

test("sent again, one by the keyboard without script, then the rest", () =>
  onScreen({ ...DESKTOP, javaScriptEnabled: false }, async (page) => {
    mended = true;
    const staff = new Staff(page);
    await staff.signsIn("su-01");
    await staff.opens("/onward");
    await page.getByRole("button", { name: `${TOLD.zh.one} ${CASES[1]} / 1 / 1` }).focus();
    await page.keyboard.press("Enter");
    await expectVisible(page.getByRole("status").filter({ hasText: TOLD.zh.again }));
    await until("sent,sent,refused");
    await staff.button(TOLD.zh.all).click();
    await expectVisible(page.getByRole("status").filter({ hasText: TOLD.zh.again }));
    await until("sent,sent,sent");
    assert.deepEqual(taken.sort(), CASES);
    await staff.opens("/onward");
    assert.equal(await page.getByRole("cell", { name: CASES[2] }).count(), 0, "no longer listed");
    await staff.opens("/audit?action=onward.again");
    assert.equal(await page.getByRole("cell", { name: "上级平台 city" }).count(), 2);
  }));
