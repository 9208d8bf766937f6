/**
 * The citizen's whole way through the hall, at phone and desktop size, in both
 * languages:
 *
 * 1. finds the service item on the start page and applies for it
 * 2. is shown that the application was received, with the form beside it
 * 3. chooses a level and a reason, and writes a comment that holds a telephone number
 * 4. is told that the number was hidden, submits, and gets a receipt;
 *    the step says that it is rated
 * 5. the row is in PostgreSQL, without the number
 * 6. the central view, open since before, shows the row
 * 7. the case list says that the step is rated and offers to add to it
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { arrived, reported } from "./journey/central.mjs";
import { Citizen, plain } from "./journey/citizen.mjs";
import { expectVisible } from "./journey/expect.mjs";
import { HALL, ITEM } from "./journey/hall.mjs";
import { DESKTOP, PHONE, onScreen, useBrowser } from "./journey/screens.mjs";

const WORDS = {
  zh: { query: "", apply: "在线申请", applied: "申请已提交", cases: "我的办件", rated: "已评价", more: "追加评价", very: "5 非常满意" },
  en: { query: "?lang=en", apply: "Apply online", applied: "Application received", cases: "My cases", rated: "Rated", more: "Add to your rating", very: "5 Very satisfied" },
};

useBrowser();

for (const [size, screen] of [["phone", PHONE], ["desktop", DESKTOP]]) {
  for (const lang of ["zh", "en"]) {
    test(`whole way, ${size}, ${lang}`, () =>
      onScreen(screen, async (page, context) => {
        const words = WORDS[lang];
        await page.goto(`${HALL}/${words.query}`);
        await page.getByRole("main").getByRole("link", { name: ITEM[lang] }).click();
        await page.getByRole("button", { name: words.apply }).click();
        await expectVisible(page.getByText(words.applied));
        const caseNo = new URL(page.url()).pathname.split("/").at(-1);

        const central = await context.newPage();
        await central.goto(`${HALL}/central?case=${caseNo}${lang === "en" ? "&lang=en" : ""}`);

        const citizen = new Citizen(page.locator("haochaping-rating"), lang);
        await citizen.sees();
        await citizen.choose(5);
        await citizen.because("510");
        await citizen.because("517");
        await citizen.comment().fill("窗口人员很耐心，电话13812345678也能打通");
        await expectVisible(page.getByText(citizen.words.hidden));
        await citizen.submit();
        const receipt = await citizen.receipt();

        await expectVisible(page.locator(".steps").getByText(words.rated, { exact: true }));

        const [row] = await arrived(caseNo);
        assert.equal(row.level, 5);
        assert.deepEqual([...row.indicators].sort(), ["510", "517"]);
        assert.ok(row.comment.startsWith("窗口人员很耐心"), row.comment);
        assert.ok(!row.comment.includes("138") && !row.comment.includes("5678"), row.comment);
        assert.deepEqual(row.flags, ["redacted"], "hidden in the page already");
        assert.equal(row.receipt, plain(receipt));
        assert.deepEqual([row.round, row.channel, row.lang, row.step_kind], [1, 1, lang, "apply"]);
        assert.deepEqual([row.consent_contact, row.consent_publish, row.has_identity], [false, false, false]);
        assert.equal(row.item_name, ITEM.zh);
        assert.equal(row.origin, new URL(HALL).origin);
        const [event] = await reported(caseNo);
        assert.equal(event.digest.length > 0 && event.step_kind, "apply");

        await expectVisible(central.getByRole("cell", { name: words.very, exact: true }));
        await expectVisible(central.getByRole("cell", { name: /窗口人员很耐心/ }));

        await page.getByRole("navigation").getByRole("link", { name: words.cases }).click();
        const mine = page.getByRole("listitem").filter({ hasText: caseNo });
        await expectVisible(mine.getByText(words.rated, { exact: true }));
        await expectVisible(mine.getByRole("link", { name: words.more }));
      }));
  }
}
