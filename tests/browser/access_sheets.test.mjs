/**
 * Every named example of every part, as the server prints it, in both languages, plain
 * and in elder mode, light and dark: axe finds nothing, the measures hold, and the
 * accessibility trees are those of their files.
 */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { lookAt } from "./access/look.mjs";
import { print, show } from "./access/sheets.mjs";
import { hold, holdNothingElse, tree } from "./access/snapshot.mjs";
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

test("what a screen reader is given of every example is as written down", () =>
  onScreen({ viewport: { width: 360, height: MOST } }, async (page) => {
    const told = new Map();
    for (const lang of ["zh", "en"]) {
      const plain = sheets.filter((sheet) => sheet.lang === lang && !sheet.elder);
      await show(page, plain, lang);
      for (const { file, part, name } of plain) {
        const given = await tree(page.locator(`[id="${file}"]`));
        told.set(`${part}.${lang}`, `${told.get(`${part}.${lang}`) ?? ""}# ${name}\n${given}\n`);
      }
    }
    for (const [name, text] of told) hold(`sheets/${name}`, text);
    holdNothingElse("sheets", [...told.keys()]);
  }));
