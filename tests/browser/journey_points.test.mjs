/**
 * A citizen scans the code at a window, with a phone:
 *
 * 1. says what they came for, is led to the rating page, rates, gets a receipt; both
 *    languages, plain and in elder mode, with script and without
 * 2. by the keyboard alone
 * 3. what is missing or of a person is said and leads nowhere
 * 4. an old, closed or made-up code says so; who comes too often is asked to wait
 *
 * SHOTS=folder keeps a picture of each page.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { lookAt } from "./access/look.mjs";
import { arrived } from "./journey/central.mjs";
import { Citizen, plain } from "./journey/citizen.mjs";
import { expectVisible } from "./journey/expect.mjs";
import { EDGE } from "./journey/hall.mjs";
import { ITEMS, Visitor, caseOf, close, register, renew } from "./journey/point.mjs";
import { DESKTOP, PHONE, onScreen, useBrowser } from "./journey/screens.mjs";

useBrowser();

const still = (screen) => ({ ...screen, javaScriptEnabled: false });
const shot = (page, name) =>
  process.env.SHOTS && page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });

for (const lang of ["zh", "en"]) {
  for (const elder of [false, true]) {
    const mode = `${lang}${elder ? ", elder" : ""}`;

    test(`without script, from the code to the receipt, ${mode}`, () =>
      onScreen(still(PHONE), async (page) => {
        const point = await register();
        const visitor = new Visitor(page, lang, elder);
        await visitor.scans(point);
        await visitor.isAsked();
        await shot(page, `asked-${lang}${elder ? "-elder" : ""}`);
        await visitor.came(ITEMS[1]);
        await visitor.number().fill("Ａ012");
        await visitor.next();
        const citizen = new Citizen(page, lang);
        await citizen.sees();
        const caseNo = caseOf(page);
        await citizen.choose(4);
        await citizen.submit();
        const receipt = await citizen.receipt();
        await shot(page, `receipt-${lang}${elder ? "-elder" : ""}`);
        const [row] = await arrived(caseNo);
        assert.deepEqual(
          [row.certainty, row.point_id, row.claimed_queue_no, row.claimed_case_no, row.channel],
          ["point", point.id, "A012", null, 3],
        );
        assert.deepEqual(
          [row.level, row.item_code, row.lang, row.receipt],
          [4, ITEMS[1].code, lang, plain(receipt)],
        );
      }));

    test(`every page behind a code holds the measures, ${mode}`, () =>
      onScreen({ viewport: { width: 360, height: 2400 }, bypassCSP: true }, async (page) => {
        const [point, old, closed] = [await register(), await register(), await register()];
        await renew(old);
        await close(closed);
        const visitor = new Visitor(page, lang, elder);
        const found = [];
        const look = async (where) => {
          await shot(page, `${where}-${lang}${elder ? "-elder" : ""}`);
          for (const fault of await lookAt(page, "main", { elder })) found.push(`${where}: ${fault}`);
        };
        await visitor.scans(point);
        await look("asked");
        await visitor.came(ITEMS[0]);
        await look("chosen");
        await visitor.scans(point);
        await visitor.number().fill("13800138000");
        await visitor.next();
        await expectVisible(visitor.heading(visitor.words.wrong));
        await look("wrong");
        for (const [where, code] of [["renewed", old], ["closed", closed], ["unknown", { url: `${EDGE}/p/0000ZZZZ0000` }]]) {
          await visitor.scans(code);
          await expectVisible(visitor.heading(visitor.words[where]));
          await look(where);
        }
        assert.deepEqual(found, []);
      }));
  }

  test(`with script the form takes over after the code, ${lang}`, () =>
    onScreen(PHONE, async (page) => {
      const point = await register({ items: ITEMS.slice(0, 1), asks: undefined });
      const visitor = new Visitor(page, lang);
      await visitor.scans(point);
      assert.equal(await page.getByRole("radio").count(), 0, "the only item is no choice");
      await expectVisible(page.getByText(ITEMS[0].name, { exact: true }));
      await shot(page, `only-${lang}`);
      await visitor.next();
      await expectVisible(page.locator("#hcp-elder[aria-pressed]"));
      const citizen = new Citizen(page.locator("haochaping-rating"), lang);
      const caseNo = caseOf(page);
      await citizen.choose(3);
      await citizen.submit();
      await citizen.receipt();
      const [row] = await arrived(caseNo);
      assert.deepEqual([row.certainty, row.level, row.point_id], ["point", 3, point.id]);
    }));
}

test("by the keyboard alone", () =>
  onScreen(still(DESKTOP), async (page) => {
    const point = await register();
    const visitor = new Visitor(page);
    await visitor.scans(point);
    await visitor.isAsked();
    await shot(page, "asked-desktop");
    const focus = () => page.evaluate(() => document.activeElement.id || document.activeElement.type);
    const tabTo = async (id) => {
      for (let n = 0; n < 20; n += 1) {
        await page.keyboard.press("Tab");
        if ((await focus()) === id) return;
      }
      throw new Error(`${id} not reached`);
    };
    await tabTo("hcp-item");
    assert.equal(await page.getByRole("radio", { checked: true }).count(), 0, "focus alone chooses nothing");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await tabTo("hcp-number");
    await page.keyboard.type("B7");
    await tabTo("submit");
    await page.keyboard.press("Enter");
    const citizen = new Citizen(page);
    await citizen.sees();
    const caseNo = caseOf(page);
    await citizen.choose(5);
    await citizen.submit();
    await citizen.receipt();
    const [row] = await arrived(caseNo);
    assert.deepEqual([row.item_code, row.claimed_queue_no], [ITEMS[2].code, "B7"]);
  }));

test("what is missing or of a person is said, and what was typed stays", () =>
  onScreen(still(PHONE), async (page) => {
    const visitor = new Visitor(page);
    await visitor.scans(await register());
    await visitor.number().fill("13800138000");
    await visitor.next();
    await expectVisible(visitor.heading(visitor.words.wrong));
    for (const words of [visitor.words.missing, visitor.words.personal]) {
      assert.equal(await page.getByText(words, { exact: true }).count(), 2, `${words}: on top and beside`);
    }
    assert.equal(await visitor.number().inputValue(), "13800138000");
    assert.ok(!page.url().includes("138"), "no number in the address");
    await visitor.came(ITEMS[0]);
    await visitor.number().fill("");
    await visitor.next();
    await new Citizen(page).sees();
  }));

test("who comes too often is asked to wait, and comes back by a link", () =>
  onScreen(still(PHONE), async (page) => {
    const point = await register();
    const visitor = new Visitor(page);
    for (let n = 0; n < 4; n += 1) {
      await visitor.scans(point);
      await visitor.came(ITEMS[0]);
      await visitor.next();
    }
    await expectVisible(visitor.heading(visitor.words.often));
    await shot(page, "often");
    await page.getByRole("link", { name: "再试一次" }).click();
    await visitor.isAsked();
  }));
