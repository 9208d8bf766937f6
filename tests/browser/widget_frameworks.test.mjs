/**
 * The package in apps of others.
 *
 * 1. Its snippets for React and Vue, bundled from `node_modules`, rate one matter each.
 * 2. Its types fit an app in TypeScript, and refuse what the element does not have.
 */

import test from "node:test";
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Citizen, plain } from "./journey/citizen.mjs";
import { reportStep, HALL } from "./journey/hall.mjs";
import { arrived } from "./journey/central.mjs";
import { onScreen, useBrowser, PHONE } from "./journey/screens.mjs";
import { bundle, install } from "./widget/bundle.mjs";
import { events, formArrived, openHostPage } from "./widget/host_page.mjs";

useBrowser();

const ROOT = '<div id="app"></div><p id="done"></p>';
const DONE = 'const done = (receipt) => (document.getElementById("done").textContent = receipt);';

/** `app` shows the snippet with the ticket `T` and writes the receipt that it hands over into `#done`. */
const APPS = {
  React: {
    snippet: "react.jsx",
    level: 4,
    app: `import { createElement } from "react"; import { createRoot } from "react-dom/client";
      import { Rate } from "./snippet.jsx"; ${DONE}
      createRoot(document.getElementById("app")).render(createElement(Rate, { ticket: T, onDone: done }));`,
  },
  Vue: {
    snippet: "vue.vue",
    level: 2,
    app: `import { createApp, h } from "vue"; import Rate from "./snippet.vue"; ${DONE}
      createApp({ render: () => h(Rate, { ticket: T, onDone: done }) }).mount("#app");`,
  },
};

for (const [name, { snippet, level, app }] of Object.entries(APPS)) {
  test(`${name}: the snippet, bundled from node_modules, hands over the receipt of the row`, () =>
    onScreen(PHONE, async (page) => {
      const { ticket, caseNo } = await reportStep();
      const script = await bundle(name.toLowerCase(), snippet, app.replace("T,", `${JSON.stringify(ticket)},`));
      await page.route(`${HALL}/app.js`, (route) => route.fulfill({ body: script, contentType: "text/javascript" }));
      await openHostPage(page, { body: `${ROOT}<script type="module" src="/app.js"></script>` });
      await formArrived(page);
      const citizen = new Citizen(page);
      await citizen.choose(level);
      await page.locator("input[name=indicator]:visible").first().check();
      await citizen.submit();
      const receipt = plain(await citizen.receipt());
      assert.equal(plain(await page.locator("#done").innerText()), receipt);
      assert.equal((await events(page, "hcp-submitted")).length, 1);
      const [row] = await arrived(caseNo);
      assert.equal(row.level, level);
      assert.equal(row.receipt, receipt);
    }));
}

test("types: an app in TypeScript compiles against the package", () => {
  const app = install("types");
  cpSync(new URL("widget/consumer/", import.meta.url), app, { recursive: true });
  const modules = dirname(createRequire(import.meta.url).resolve("typescript/package.json"));
  // React's own types, as if the app had installed them.
  cpSync(join(modules, "../@types/react"), new URL("node_modules/@types/react", app), { recursive: true });
  cpSync(join(modules, "../csstype"), new URL("node_modules/csstype", app), { recursive: true });
  const tsc = [join(modules, "bin/tsc"), "--noEmit", "--project", fileURLToPath(app)];
  const { status, stdout } = spawnSync(process.execPath, tsc, { encoding: "utf8" });
  assert.equal(stdout, "");
  assert.equal(status, 0);
});
