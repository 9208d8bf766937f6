/**
 * A citizen whose browser runs no script, on the hosted page that the edge named when
 * the step was reported; phone and desktop, both languages, and in elder mode.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { arrived, evaluations } from "./journey/central.mjs";
import { Citizen, plain } from "./journey/citizen.mjs";
import { expectVisible } from "./journey/expect.mjs";
import { HALL, reportStep } from "./journey/hall.mjs";
import { DESKTOP, PHONE, onScreen, useBrowser } from "./journey/screens.mjs";

useBrowser();

const still = (screen) => ({ ...screen, javaScriptEnabled: false });

for (const [size, screen] of [["phone", PHONE], ["desktop", DESKTOP]]) {
  for (const lang of ["zh", "en"]) {
    for (const elder of [false, true]) {
      test(`without script, ${size}, ${lang}${elder ? ", elder" : ""}`, () =>
        onScreen(still(screen), async (page) => {
          const { caseNo, page: hosted } = await reportStep({ channel: 7 });
          await page.goto(`${hosted}?lang=${lang}${elder ? "&elder=1" : ""}`);
          const citizen = new Citizen(page, lang);
          await citizen.sees();
          assert.equal(await citizen.reason("406").isVisible(), false, "no reasons before a level is chosen");
          await citizen.choose(4);
          await citizen.because("406");
          await citizen.because("413");
          await citizen.comment().fill("材料清单很清楚");
          await citizen.submit();
          const receipt = await citizen.receipt();
          const [row] = await arrived(caseNo);
          assert.deepEqual([row.level, [...row.indicators].sort(), row.comment], [4, ["406", "413"], "材料清单很清楚"]);
          assert.deepEqual([row.channel, row.lang, row.receipt], [7, lang, plain(receipt)]);
        }));
    }
  }
}

test("without script: from the case list to the hosted page by links alone", () =>
  onScreen(still(PHONE), async (page) => {
    const { caseNo, ticket } = await reportStep();
    await page.goto(`${HALL}/embed/inline?ticket=${ticket}`);
    await page.getByRole("link", { name: "打开评价页面" }).click();
    const citizen = new Citizen(page);
    await citizen.sees();
    await citizen.choose(5);
    await citizen.submit();
    await citizen.receipt();
    assert.equal((await arrived(caseNo))[0].level, 5);
  }));

test("without script: a bad rating without a reason is sent back with what is missing, and what was written", () =>
  onScreen(still(PHONE), async (page) => {
    const { caseNo, page: hosted } = await reportStep();
    await page.goto(hosted);
    const citizen = new Citizen(page);
    await citizen.sees();
    await citizen.choose(2);
    await citizen.submit();
    await expectVisible(citizen.heading(citizen.words.notSubmitted));
    assert.equal(await citizen.level(2).isChecked(), true, "the choice is kept");
    assert.deepEqual(await evaluations(caseNo), []);
    await citizen.because("209");
    await citizen.submit();
    await citizen.receipt();
    const [row] = await arrived(caseNo);
    assert.deepEqual([row.level, row.negative, row.indicators], [2, true, ["209"]]);
  }));
