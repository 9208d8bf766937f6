/**
 * A press takes time, and what arrives meanwhile must not take it away: neither the form that
 * comes for what the loader painted, nor the edge's answer that fills the form.
 */

import test from "node:test";
import assert from "node:assert/strict";
import { Citizen } from "./journey/citizen.mjs";
import { reportStep } from "./journey/hall.mjs";
import { onScreen, useBrowser, PHONE } from "./journey/screens.mjs";
import { element, events, formArrived, hold, openHostPage, script } from "./widget/host_page.mjs";

useBrowser();

/** Longer than the form waits before it looks again whether the press is over. */
const HELD_MS = 400;

for (const [what, late] of [
  ["the form arrives", "**/engine.wasm"],
  ["the edge's answer arrives", "**/v1/form?*"],
]) {
  test(`a press that is held while ${what} is not lost`, () =>
    onScreen(PHONE, async (page) => {
      const { ticket } = await reportStep();
      const release = await hold(page, late);
      await openHostPage(page, { body: script() + element(ticket) });
      const citizen = new Citizen(page);
      if (late.includes("form")) await page.locator("textarea").waitFor();
      const { x, y, width, height } = await citizen.level(2).boundingBox();
      await page.mouse.move(x + width / 2, y + height / 2);
      await page.mouse.down();
      release();
      await page.waitForResponse(late);
      await page.waitForTimeout(HELD_MS);
      assert.deepEqual(await events(page, "hcp-select"), [], "a press is no choice before it ends");
      await page.mouse.up();
      await formArrived(page);
      assert.equal(await citizen.level(2).isChecked(), true);
      assert.deepEqual((await events(page, "hcp-select")).map(({ detail }) => detail), [{ level: 2 }]);
    }));
}
