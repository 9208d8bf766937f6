/**
 * Every named example of every part, as the server prints it, in both languages, plain
 * and in elder mode, light and dark: axe finds nothing, and the measures hold.
 */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { lookAt } from "./access/look.mjs";
import { print, show } from "./access/sheets.mjs";
import { onScreen, useBrowser } from "./journey/screens.mjs";

const MOST = 60_000;
/** Many sheets on one page have many outcomes of the same name; a citizen has one. */
const WITHOUT = ["landmark-unique"];

let sheets;
before(() => (sheets = print()));
useBrowser();

test("there are sheets of every part", () => {
  assert.ok(sheets.length > 100, `${sheets.length} sheets`);
  assert.equal(new Set(sheets.map(({ part }) => part)).size, 9);
});

for (const lang of ["zh", "en"]) {
  for (const elder of [false, true]) {
    test(`examples, ${lang}${elder ? ", elder" : ""}`, () =>
      onScreen({ viewport: { width: 360, height: MOST } }, async (page) => {
        await show(page, sheets.filter((sheet) => sheet.lang === lang && sheet.elder === elder), lang);
        const height = await page.evaluate(() => document.documentElement.scrollHeight);
        assert.ok(height <= MOST, `the window is too low for ${height} px`);
        assert.deepEqual(await lookAt(page, ".sheet", { elder, without: WITHOUT }), []);
      }));
  }
}
