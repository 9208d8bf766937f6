/**
 * A hall's own accent: what stands on it keeps 4.5 : 1 whatever the accent, and elder
 * mode keeps its own colours.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { ELDER, faults, PLAIN } from "./access/measure.mjs";
import { print, show } from "./access/sheets.mjs";
import { onScreen, useBrowser } from "./journey/screens.mjs";

/** Bright, dark, and the greys and blues where white and black are nearly equal. */
const ACCENTS = ["#ffdd00", "#d4380d", "#00a870", "#0078d4", "#1677ff", "#747474", "#757575", "#767676", "#777777", "#13301f"];
const ON_ACCENT = ".hcp-level-label, .hcp-button";

useBrowser();

test("what stands on a hall's accent can be read", () =>
  onScreen({ viewport: { width: 360, height: 3200 } }, async (page) => {
    const chosen = print().filter(({ part, name, lang }) => part === "levels" && name === "very-satisfied" && lang === "zh");
    const found = [];
    for (const { file, elder } of chosen) {
      await show(page, [{ file }], "zh");
      for (const accent of ACCENTS) {
        await page.locator(".sheet").evaluate((host, value) => host.style.setProperty("--hcp-accent", value), accent);
        const own = await page.locator(ON_ACCENT).first().evaluate((label) => getComputedStyle(label).backgroundColor);
        const isTaken = own !== "rgb(8, 72, 148)";
        assert.equal(isTaken, !elder, `${accent} in ${file}`);
        const said = (await faults(page, ".sheet", elder ? ELDER : PLAIN)).filter((fault) => /^text contrast.*(非常满意|提交评价)/.test(fault));
        found.push(...said.map((fault) => `${accent}: ${fault}`));
      }
    }
    assert.deepEqual(found, []);
  }));
