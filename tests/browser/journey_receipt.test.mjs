/**
 * A citizen wrote the number of a receipt down and looks it up later, on a phone:
 *
 * 1. a number that is none is told, kept in the field and corrected, by the keyboard alone,
 *    without script; both languages, plain and in elder mode
 * 2. a number that nobody was given leads back to the field
 *
 * SHOTS=folder keeps a picture of each page.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { lookAt } from "./access/look.mjs";
import { expectVisible } from "./journey/expect.mjs";
import { EDGE, reportStep } from "./journey/hall.mjs";
import { onScreen, useBrowser } from "./journey/screens.mjs";

useBrowser();

const PHONE = { viewport: { width: 360, height: 900 }, hasTouch: true, isMobile: true, bypassCSP: true };
const TOLD = {
  zh: { title: "查询评价状态", number: "回执编号", wrong: /回执编号应为20位字母和数字/, found: "评价回执", unknown: "没有找到这个回执", again: "重新输入" },
  en: { title: "Look up your rating", number: "Receipt", wrong: /A receipt has twenty letters and digits/, found: "Receipt of your rating", unknown: "There is no such receipt", again: "Enter it again" },
};
const shot = (page, name) =>
  process.env.SHOTS && page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });

async function rated() {
  const { ticket } = await reportStep();
  const answer = await fetch(`${EDGE}/v1/evaluations`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ ticket, level: 4 }),
  });
  assert.equal(answer.status, 202);
  return (await answer.json()).receipt;
}

for (const lang of ["zh", "en"]) {
  for (const elder of [false, true]) {
    const mode = `${lang}${elder ? ", elder" : ""}`;
    const query = `lang=${lang}${elder ? "&elder=1" : ""}`;

    test(`a number that was written down, ${mode}`, async () => {
      const receipt = await rated();
      await onScreen({ ...PHONE, javaScriptEnabled: false }, async (page) => {
        const told = TOLD[lang];
        const name = (what) => `receipt-${what}-${lang}${elder ? "-elder" : ""}`;
        const title = (words) => expectVisible(page.getByRole("heading", { name: words, exact: true }));
        await page.goto(`${EDGE}/receipt?${query}`);
        await title(told.title);
        await shot(page, name("asked"));
        const field = page.getByLabel(told.number, { exact: true });
        await field.focus();
        await page.keyboard.type("13800138000");
        await page.keyboard.press("Enter");
        await expectVisible(page.getByRole("alert").getByText(told.wrong));
        assert.equal(await field.inputValue(), "13800138000");
        await shot(page, name("wrong"));
        await field.fill(` ${receipt.replaceAll("-", " ").toLowerCase()}`);
        await page.keyboard.press("Enter");
        await title(told.found);
        await expectVisible(page.getByText(receipt, { exact: true }));
        assert.ok(page.url().endsWith(`/v1/receipts/${receipt}?${query}`), page.url());
        await shot(page, name("found"));
        await page.goto(`${EDGE}/v1/receipts/0000-0000-0000-0000-0000?${query}`);
        await title(told.unknown);
        await page.getByRole("link", { name: told.again }).click();
        await title(told.title);
      });
    });

    test(`the pages hold the measures, ${mode}`, () =>
      onScreen(PHONE, async (page) => {
        const found = [];
        const look = async (what) => {
          for (const fault of await lookAt(page, "main", { elder })) found.push(`${what}: ${fault}`);
        };
        await page.goto(`${EDGE}/receipt?${query}`);
        await look("asked");
        await page.getByRole("button").click();
        await expectVisible(page.getByRole("alert"));
        await look("wrong");
        await page.goto(`${EDGE}/v1/receipts/0000-0000-0000-0000-0000?${query}`);
        await look("unknown");
        assert.deepEqual(found, []);
      }));
  }
}
