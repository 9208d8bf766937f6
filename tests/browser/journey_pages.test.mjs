/**
 * Every page of the hall at phone and desktop size, in both languages, in elder mode
 * and in the dark: no accessibility violation, nothing wider than the screen, no small
 * target, nothing from a third party.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { violations } from "./access/axe.mjs";
import { smallTargets } from "./access/targets.mjs";
import { EDGE, HALL, reportStep } from "./journey/hall.mjs";
import { Citizen } from "./journey/citizen.mjs";
import { DESKTOP, PHONE, onScreen, useBrowser } from "./journey/screens.mjs";

/** The page with styles that break it on purpose is left to the test of the form in it. */
const PAGES = [
  "/", "/?q=食品", "/?q=没有这样的事项", "/items/food-licence", "/cases", "/central", "/developers", "/nowhere",
  "/embed/inline", "/embed/dialog", "/embed/app", "/embed/strict-csp", "/embed/terminal", "/embed/link",
  "/embed/message",
];
const MODES = [
  ["zh", {}, {}],
  ["en", { lang: "en" }, {}],
  ["zh elder", { elder: "1" }, {}],
  ["en elder dark", { lang: "en", elder: "1" }, { colorScheme: "dark" }],
];

useBrowser();

for (const [size, screen] of [["phone", PHONE], ["desktop", DESKTOP]]) {
  for (const [mode, query, context] of MODES) {
    test(`pages, ${size}, ${mode}`, () =>
      // Rows of other files arrive on /central meanwhile; half faded in, none is legible.
      onScreen({ ...screen, ...context, bypassCSP: true, reducedMotion: "reduce" }, async (page) => {
        const { ticket } = await reportStep({ channel: 7 });
        for (const path of PAGES) {
          const url = new URL(path, HALL);
          const embeds = path.startsWith("/embed/");
          if (embeds) url.searchParams.set("ticket", ticket);
          for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
          const elsewhere = [];
          const watch = (request) => {
            if (![HALL, EDGE].some((own) => request.url().startsWith(own))) elsewhere.push(request.url());
          };
          page.on("request", watch);
          await page.goto(url.href);
          if (embeds && !["link", "message", "dialog"].some((kind) => path.endsWith(kind))) {
            await new Citizen(page.locator("haochaping-rating"), query.lang ?? "zh").sees();
          }
          page.off("request", watch);
          const elder = "elder" in query;
          assert.deepEqual(await violations(page, { strong: elder }), [], `${path}: accessibility`);
          assert.deepEqual(await smallTargets(page, elder ? 60 : 44), [], `${path}: targets`);
          assert.deepEqual(elsewhere, [], `${path}: third party`);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(wide <= 0, `${path}: ${wide} px wider than the screen`);
        }
      }));
  }
}
