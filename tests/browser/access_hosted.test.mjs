/**
 * The hosted page, for whoever has no script or came by a link: axe finds nothing and
 * the measures hold on the form, what is wrong with it, the result and the receipt, in
 * both languages, plain and in elder mode, light and dark.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { lookAt } from "./access/look.mjs";
import * as tickets from "./access/tickets.mjs";
import { Citizen } from "./journey/citizen.mjs";
import { expectVisible } from "./journey/expect.mjs";
import { EDGE } from "./journey/hall.mjs";
import { onScreen, useBrowser } from "./journey/screens.mjs";

const SCREEN = { viewport: { width: 360, height: 3200 } };
/** Without script for the citizen; the test itself runs its own in the page. */
const still = async (context) => {
  await context.route("**/*.js", (route) => route.abort());
};

useBrowser();

const address = (path, { lang, elder }) => `${EDGE}${path}?lang=${lang}${elder ? "&elder=1" : ""}`;

for (const lang of ["zh", "en"]) {
  for (const elder of [false, true]) {
    const mode = `${lang}${elder ? ", elder" : ""}`;

    test(`without script: form, errors, result, receipt, ${mode}`, () =>
      onScreen({ ...SCREEN, bypassCSP: true }, async (page, context) => {
        await still(context);
        const found = [];
        const look = async (where) => {
          for (const fault of await lookAt(page, "main", { elder })) found.push(`${where}: ${fault}`);
        };
        await page.goto(address(`/r/${await tickets.fresh()}`, { lang, elder }));
        const citizen = new Citizen(page, lang);
        await citizen.sees();
        await look("form");
        await citizen.choose(2);
        await page.getByRole("switch").check();
        await page.getByLabel(citizen.words.phone, { exact: true }).fill("123");
        await look("filled in");
        await citizen.submit();
        await expectVisible(citizen.heading(citizen.words.notSubmitted));
        await look("errors");
        await page.getByRole("switch").uncheck();
        await page.getByLabel(citizen.words.phone, { exact: true }).evaluate((field) => (field.value = ""));
        await citizen.because("209");
        await citizen.submit();
        const code = await citizen.receipt();
        await look("result");
        await page.goto(address(`/v1/receipts/${code}`, { lang, elder }), { waitUntil: "load" });
        await expectVisible(page.locator(".hcp-code"));
        await look("receipt");
        assert.deepEqual(found, []);
      }));

    test(`closed pages, ${mode}`, () =>
      onScreen({ ...SCREEN, bypassCSP: true }, async (page) => {
        const paths = {
          "already evaluated": `/r/${await tickets.used()}`,
          expired: `/r/${tickets.expired()}`,
          "not yet valid": `/r/${tickets.early()}`,
          "not valid": `/r/${tickets.FORGED}`,
          "no such receipt": "/v1/receipts/0000-0000-0000-0000-0000",
        };
        const found = [];
        for (const [where, path] of Object.entries(paths)) {
          await page.setExtraHTTPHeaders({ Accept: "text/html" });
          await page.goto(address(path, { lang, elder }));
          await expectVisible(page.locator("#hcp-heading"));
          for (const fault of await lookAt(page, "main", { elder })) found.push(`${where}: ${fault}`);
        }
        assert.deepEqual(found, []);
      }));

    test(`with script the form takes over, ${mode}`, () =>
      onScreen({ ...SCREEN, bypassCSP: true }, async (page) => {
        await page.goto(address(`/r/${await tickets.fresh()}`, { lang, elder }));
        await expectVisible(page.locator(`#hcp-elder[aria-pressed=${elder}]`));
        const citizen = new Citizen(page.locator("haochaping-rating"), lang);
        await citizen.choose(5);
        await expectVisible(citizen.reason("510").filter({ visible: true }));
        assert.deepEqual(await lookAt(page, "main", { elder }), []);
      }));
  }
}
