/**
 * Every state of the form, in both languages, plain and in elder mode, light and dark,
 * against the real edge:
 *
 * 1. axe finds nothing
 * 2. text, targets, distances, contrast and width have their measures
 * 3. the accessibility tree is that of its file, and elder mode changes nothing in it
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { lookAt } from "./access/look.mjs";
import { hold, holdNothingElse, tree } from "./access/snapshot.mjs";
import { STATES } from "./access/states.mjs";
import { onScreen, useBrowser } from "./journey/screens.mjs";

/** A phone's width, and high enough that nothing needs scrolling. */
const SCREEN = { viewport: { width: 360, height: 3200 } };
const ELEMENT = "haochaping-rating";
/** Elder mode is told by its switch, and by nothing else. */
const PRESSED = / \[pressed\]/g;
/** Until the form's own style is there, elder mode has the sizes, not yet the 7 : 1. */
const PAINTED = ["painted"];

useBrowser();

for (const lang of ["zh", "en"]) {
  for (const [state, reach] of Object.entries(STATES)) {
    test(`${state}, ${lang}`, () =>
      onScreen(SCREEN, async (page) => {
        await reach({ page, lang });
        const found = await lookAt(page, ELEMENT);
        const told = await tree(page.locator(ELEMENT));

        await page.locator(ELEMENT).evaluate((element) => element.setAttribute("elder", ""));
        await page.locator(`${ELEMENT} .hcp-elder`).waitFor();
        found.push(...(await lookAt(page, ELEMENT, { elder: true, strong: !PAINTED.includes(state) })));
        const toldElder = await tree(page.locator(ELEMENT));

        assert.deepEqual(found, []);
        hold(`snapshots/${state}.${lang}`, told);
        assert.equal(toldElder.replace(PRESSED, ""), told, "elder mode");
      }));
  }
}

for (const lang of ["zh", "en"]) {
  test(`elder mode from the start, ${lang}`, () =>
    onScreen(SCREEN, async (page) => {
      await STATES.negative({ page, lang, attributes: "elder" });
      assert.deepEqual(await lookAt(page, ELEMENT, { elder: true }), []);
      hold(`snapshots/negative.${lang}`, (await tree(page.locator(ELEMENT))).replace(PRESSED, ""));
    }));
}

test("every snapshot is of a state", () => {
  holdNothingElse("snapshots", Object.keys(STATES).flatMap((state) => [`${state}.en`, `${state}.zh`]));
});
