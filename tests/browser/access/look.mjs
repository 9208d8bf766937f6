/** One look at what is shown, by every measure, in light and in dark colours. */

import { violations } from "./axe.mjs";
import { ELDER, faults, PLAIN } from "./measure.mjs";

const CONTRAST = ["color-contrast"];
const STRONG_CONTRAST = [...CONTRAST, "color-contrast-enhanced"];

/**
 * Everything wrong under `selector`, one line each. `strong` asks elder mode for its
 * contrast of 7 : 1; `without` names rules of axe that the page can't keep.
 */
export async function lookAt(page, selector, { elder = false, strong = elder, without = [] } = {}) {
  const measures = { ...(elder ? ELDER : PLAIN), ...(strong ? {} : { contrast: PLAIN.contrast }) };
  const light = [...(await violations(page, { strong, without })), ...(await faults(page, selector, measures))];
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = [
    ...(await violations(page, { only: strong ? STRONG_CONTRAST : CONTRAST })),
    ...(await faults(page, selector, measures)).filter((fault) => fault.includes("contrast")),
  ];
  await page.emulateMedia({ colorScheme: "light" });
  const told = [...light, ...dark.map((fault) => `dark: ${fault}`)];
  return elder ? told.map((fault) => `elder: ${fault}`) : told;
}
