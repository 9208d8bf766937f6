/**
 * Collected opinions are entered at the workbench, on a phone and at a desk:
 *
 * 1. one opinion, from the form to the row in PostgreSQL, by the keyboard alone and without script
 * 2. every page holds the measures, light and dark, in both languages, and axe finds nothing
 *
 * SHOTS=folder keeps a picture of each page.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import pg from "pg";
import { expectVisible } from "./journey/expect.mjs";
import { onScreen, useBrowser } from "./journey/screens.mjs";
import { DESKTOP, PHONE, Staff, lookAt } from "./workbench/staff.mjs";

useBrowser();

const SCREENS = { phone: PHONE, desk: DESKTOP };
const TOLD = {
  zh: { box: "意见箱", level: "不满意", reason: "不满意：原因（选填，可多选）", enter: "录入", entered: "已录入", correct: "尚未保存", title: "线下意见录入", figures: "线下意见统计" },
  en: { box: "Paper box", level: "Dissatisfied", reason: "Dissatisfied: Reasons (optional, any number)", enter: "Enter", entered: "Entered", correct: "nothing is stored yet", title: "Collected opinions", figures: "Collected so far" },
};

/** Rows whose comment is this, once there is one. */
async function collected(comment) {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  try {
    for (;;) {
      const { rows } = await client.query("SELECT * FROM haochaping.evaluations WHERE comment = $1", [comment]);
      if (rows.length > 0) return rows;
      await new Promise((wake) => setTimeout(wake, 50));
    }
  } finally {
    await client.end();
  }
}

test("an opinion by the keyboard alone, without script, becomes one row", () =>
  onScreen({ ...DESKTOP, javaScriptEnabled: false }, async (page) => {
    const staff = new Staff(page);
    const comment = `座谈会上说的 ${process.pid}`;
    await staff.signsIn("co-01");
    await staff.opens("/collect");
    assert.equal(await page.locator("input:checked").count(), 0, "nothing is chosen by itself");
    await page.locator("[name=collection]").first().focus();
    await page.keyboard.press("Space");
    await page.locator("#day").fill("2026-01-08");
    await page.locator("#level-2").focus();
    await page.keyboard.press("Space");
    const reasons = page.getByRole("group", { name: TOLD.zh.reason });
    await expectVisible(reasons);
    assert.equal(await page.locator(".reasons:visible").count(), 1, "reasons of the chosen level alone");
    await reasons.getByRole("checkbox").first().focus();
    await page.keyboard.press("Space");
    await page.locator("#comment").focus();
    await page.keyboard.type(comment);
    for (let steps = 0; steps < 4; steps += 1) {
      await page.keyboard.press("Tab");
      if ((await page.evaluate(() => document.activeElement.tagName)) === "BUTTON") break;
    }
    await page.keyboard.press("Enter");
    await expectVisible(page.getByRole("status").filter({ hasText: TOLD.zh.entered }));
    assert.equal(await page.locator("#day").inputValue(), "2026-01-08", "kept for the next of the same box");
    const rows = await collected(comment);
    assert.deepEqual(
      rows.map((row) => [row.certainty, row.collection, row.recorded_by, row.level, row.channel, row.indicators[0][0]]),
      [["collected", "paper_box", "co-01", 2, null, "2"]],
    );
  }));

for (const lang of ["zh", "en"]) {
  for (const [where, screen] of Object.entries(SCREENS)) {
    test(`every page holds the measures, ${lang}, ${where}`, () =>
      onScreen({ ...screen, bypassCSP: true }, async (page) => {
        const staff = new Staff(page, lang);
        const told = TOLD[lang];
        const found = [];
        const look = async (name) => found.push(...(await lookAt(page, `${name}-${lang}-${where}`)));
        await staff.signsIn("co-01");
        await page.getByRole("link", { name: told.title }).first().click();
        await expectVisible(staff.heading(told.title));
        await look("collect");
        await staff.button(told.enter).click();
        await expectVisible(page.getByRole("alert").filter({ hasText: told.correct }));
        await look("collect-wrong");
        await page.getByLabel(told.box).check();
        await page.locator("#day").fill("2026-01-09");
        await page.getByLabel(told.level, { exact: true }).check();
        await page.getByRole("group", { name: told.reason }).getByRole("checkbox").nth(1).check();
        await look("collect-filled");
        await staff.button(told.enter).click();
        await expectVisible(page.getByRole("status").filter({ hasText: told.entered }));
        await look("collect-entered");
        await staff.opens("/collected");
        await expectVisible(staff.heading(told.figures));
        await look("collected");
        assert.deepEqual(found, []);
      }));
  }
}
