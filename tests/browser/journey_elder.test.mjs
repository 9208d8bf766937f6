/**
 * A citizen who needs large text: the hall is in its elder mode and the form follows.
 * Text, targets and line height are measured before the step is rated.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { arrived } from "./journey/central.mjs";
import { Citizen } from "./journey/citizen.mjs";
import { expectVisible } from "./journey/expect.mjs";
import { HALL, reportStep } from "./journey/hall.mjs";
import { DESKTOP, PHONE, onScreen, useBrowser } from "./journey/screens.mjs";

const TEXT = 18;
const TARGET = 60;
const LINE = 1.3;

useBrowser();

/** Smallest text, target and line height among what can be seen on page and form. */
const measure = (page) =>
  page.evaluate(() => {
    const roots = [document, ...[...document.querySelectorAll("haochaping-rating")].map((e) => e.shadowRoot)];
    const all = roots.flatMap((root) => [...root.querySelectorAll("*")]).filter((e) => e.checkVisibility());
    const written = all.filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()));
    const style = (e) => getComputedStyle(e);
    const texts = written.map((e) => ({ what: e.textContent.trim().slice(0, 20), size: parseFloat(style(e).fontSize) }));
    const lines = written.map((e) => parseFloat(style(e).lineHeight) / parseFloat(style(e).fontSize)).filter(Number.isFinite);
    const touched = all.filter((e) => e.matches("main .button, .hcp-button, .hcp-level-label, .hcp-label, .hcp-input, .hcp-tick label"));
    const targets = touched.map((e) => {
      const { width, height } = e.getBoundingClientRect();
      return { what: e.className || e.tagName, size: Math.min(width, height) };
    });
    const least = (list) => list.reduce((a, b) => (b.size < a.size ? b : a));
    return { text: least(texts), target: least(targets), line: Math.min(...lines), wide: document.documentElement.scrollWidth - innerWidth };
  });

for (const [size, screen] of [["phone", PHONE], ["desktop", DESKTOP]]) {
  for (const lang of ["zh", "en"]) {
    test(`elder mode, ${size}, ${lang}`, () =>
      onScreen(screen, async (page) => {
        const { caseNo, ticket } = await reportStep();
        await page.goto(`${HALL}/embed/inline?elder=1&lang=${lang}&ticket=${ticket}`);
        const citizen = new Citizen(page.locator("haochaping-rating"), lang);
        await citizen.sees();
        await citizen.choose(4);
        await expectVisible(page.getByRole("checkbox").first());

        const seen = await measure(page);
        assert.ok(seen.text.size >= TEXT, `text ${JSON.stringify(seen.text)}`);
        assert.ok(seen.target.size >= TARGET - 0.5, `target ${JSON.stringify(seen.target)}`);
        assert.ok(seen.line >= LINE, `line height ${seen.line}`);
        assert.ok(seen.wide <= 0, `page is ${seen.wide} px wider than the screen`);

        await citizen.because("406");
        await citizen.submit();
        await citizen.receipt();
        const [row] = await arrived(caseNo);
        assert.deepEqual([row.level, row.indicators, row.lang], [4, ["406"], lang]);
      }));
  }
}
