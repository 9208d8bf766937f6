/**
 * What a kiosk shows, on tablet and terminal, in both languages, plain and in elder mode,
 * light and dark: axe finds nothing, and text, targets, distances and contrast have the
 * measures of a screen that is touched standing.
 */

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { test } from "node:test";
import { violations } from "./access/axe.mjs";
import { ELDER, faults, PLAIN } from "./access/measure.mjs";
import { expectVisible } from "./journey/expect.mjs";
import { reportStep } from "./journey/hall.mjs";
import { onScreen, useBrowser } from "./journey/screens.mjs";
import { ELEMENT, IDLE, Kiosk, POST, TABLET, TABLET_UPRIGHT, TERMINAL } from "./kiosk/kiosk_page.mjs";

useBrowser();

const SCREENS = { tablet: TABLET, upright: TABLET_UPRIGHT, terminal: TERMINAL };
/** A terminal that stands is touched from farther away. */
const measuresOf = (screen, elder) => {
  const far = screen === "terminal";
  return elder ? { ...ELDER, target: far ? 96 : 72, text: 25 } : { ...PLAIN, target: far ? 80 : 60, text: 20 };
};
/** Where to leave pictures to be looked at, when somebody wants to. */
const PICTURES = process.env.KIOSK_PICTURES;
/** The page is the hall's: what it lacks, such as a first heading, is not the element's. */
const NOT_OURS = ["page-has-heading-one", "region", "heading-order"];

async function lookAt(page, name, elder) {
  const measures = measuresOf(name.split("-")[0], elder);
  const found = [];
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    const told = [...(await violations(page, { strong: elder, without: NOT_OURS })), ...(await faults(page, ELEMENT, measures))];
    found.push(...told.map((fault) => `${name} ${colorScheme}: ${fault}`));
    if (PICTURES) {
      mkdirSync(PICTURES, { recursive: true });
      await page.screenshot({ path: `${PICTURES}/${name}-${colorScheme}.png` });
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  return found;
}

for (const [screen, size] of Object.entries(SCREENS)) {
  for (const lang of ["zh", "en"]) {
    for (const elder of [false, true]) {
      test(`${screen}, ${lang}${elder ? ", elder mode" : ""}`, () =>
        onScreen(size, async (page) => {
          const { ticket } = await reportStep({ channel: screen === "terminal" ? 5 : 4 });
          const kiosk = await Kiosk.open(page, { lang, attributes: elder ? "elder" : "" });
          const name = (state) => `${screen}-${lang}${elder ? "-elder" : ""}-${state}`;
          const found = await lookAt(page, name("rest"), elder);

          await kiosk.serve(ticket);
          await kiosk.choose(2);
          // High enough that nothing has to be scrolled to be measured.
          await page.setViewportSize({ width: size.viewport.width, height: 4000 });
          found.push(...(await lookAt(page, name("form"), elder)));
          await page.setViewportSize(size.viewport);

          await kiosk.after(IDLE);
          await kiosk.asks();
          // What lies under the question is inert, and is no neighbour of its buttons.
          found.push(...(await lookAt(page, name("ask"), elder)).filter((fault) => !/missed at|px apart/.test(fault)));
          await kiosk.press(kiosk.says.more);
          await page.locator("input[name=indicator]:visible").first().check();

          await page.route(POST, (route) => route.abort());
          await kiosk.submit();
          await expectVisible(kiosk.heading(kiosk.says.kept));
          found.push(...(await lookAt(page, name("kept"), elder)));
          await page.unroute(POST);
          await page.evaluate(() => dispatchEvent(new Event("online")));
          await kiosk.receipt();
          found.push(...(await lookAt(page, name("thanks"), elder)));
          assert.deepEqual(found, []);
        }));
    }
  }
}
