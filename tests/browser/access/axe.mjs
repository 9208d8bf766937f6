/** axe-core over what a page shows, open shadow roots included. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * Every violation as one line: rule, element, what is wrong. All rules but `without`
 * are run, or `only` these; `strong` asks for a contrast of 7 : 1.
 */
export async function violations(page, { strong = false, without = [], only } = {}) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(SOURCE);
  const rules = { "target-size": { enabled: true }, "color-contrast-enhanced": { enabled: strong } };
  for (const rule of without) rules[rule] = { enabled: false };
  const options = only ? { runOnly: { type: "rule", values: only } } : { rules };
  const found = await page.evaluate(
    (given) => globalThis.axe.run(document, { ...given, resultTypes: ["violations"] }).then((result) => result.violations),
    options,
  );
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any, all, none }) => {
      const [why] = [...any, ...all, ...none];
      return `axe ${id}: ${target.flat().at(-1)}: ${why?.message ?? ""}`;
    }),
  );
}
