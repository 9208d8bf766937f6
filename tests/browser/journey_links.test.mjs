/**
 * A citizen opens a short link from a text message, with a phone:
 *
 * 1. rates, gets a receipt; opens the link again and is told when they rated; both
 *    languages, plain and in elder mode, with script and without
 * 2. previews of messengers take nothing from them
 * 3. an expired or mistyped link says so
 *
 * SHOTS=folder keeps a picture of each page.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { lookAt } from "./access/look.mjs";
import { arrived } from "./journey/central.mjs";
import { Citizen, plain } from "./journey/citizen.mjs";
import { expectVisible } from "./journey/expect.mjs";
import { EDGE, ITEM } from "./journey/hall.mjs";
import { WORDS, sendLink } from "./journey/link.mjs";
import { DESKTOP, onScreen, useBrowser } from "./journey/screens.mjs";

useBrowser();

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const still = (screen) => ({ ...screen, javaScriptEnabled: false });
const shot = (page, name) =>
  process.env.SHOTS && page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });
const opened = ({ code }, query) => `${EDGE}/s/${code}?${query}`;

for (const lang of ["zh", "en"]) {
  for (const elder of [false, true]) {
    const mode = `${lang}${elder ? ", elder" : ""}`;
    const query = `lang=${lang}${elder ? "&elder=1" : ""}`;

    test(`without script, from the link to the receipt and back, ${mode}`, () =>
      onScreen(still(PHONE), async (page) => {
        const link = await sendLink();
        assert.ok(!link.url.includes(link.caseNo) && link.url.endsWith(`/s/${link.code}`), link.url);
        await page.goto(opened(link, query));
        const citizen = new Citizen(page, lang);
        await citizen.sees();
        await shot(page, `link-form-${lang}${elder ? "-elder" : ""}`);
        await citizen.choose(2);
        await citizen.because("207");
        await citizen.submit();
        const receipt = await citizen.receipt();
        const [row] = await arrived(link.caseNo);
        assert.deepEqual(
          [row.channel, row.certainty, row.level, row.lang, row.receipt],
          [7, "ticket", 2, lang, plain(receipt)],
        );
        await page.goto(opened(link, query));
        await expectVisible(citizen.heading(citizen.words.already));
        await expectVisible(page.getByText(WORDS[lang].lookUp));
        await expectVisible(page.getByText(ITEM.zh, { exact: true }));
        assert.equal(await page.getByRole("radio").count(), 0, "never a form again");
        assert.ok(page.url().includes("/s/"), "no ticket in the address");
        await shot(page, `link-used-${lang}${elder ? "-elder" : ""}`);
      }));

    test(`every page behind a link holds the measures, ${mode}`, () =>
      onScreen({ viewport: { width: 360, height: 2400 }, bypassCSP: true }, async (page) => {
        const [used, expired] = [await sendLink(), await sendLink({ expiresAt: soon() })];
        await rate(used);
        await gone(expired);
        const found = [];
        for (const [where, address, words] of [
          ["used", opened(used, query), new Citizen(page, lang).words.already],
          ["expired", opened(expired, query), WORDS[lang].expired],
          ["unknown", opened({ code: "0123456789ABCDEF" }, query), WORDS[lang].unknown],
        ]) {
          await page.goto(address);
          await expectVisible(page.getByRole("heading", { name: words, exact: true }));
          await shot(page, `link-${where}-360-${lang}${elder ? "-elder" : ""}`);
          for (const fault of await lookAt(page, "main", { elder })) found.push(`${where}: ${fault}`);
        }
        assert.deepEqual(found, []);
      }));
  }
}

test("with script the form takes over, in the dark, after previews and a typing hand", () =>
  onScreen({ ...PHONE, colorScheme: "dark" }, async (page) => {
    const link = await sendLink();
    for (const method of ["GET", "HEAD", "GET"]) {
      const answer = await fetch(opened(link, ""), { method, headers: { "User-Agent": "a messenger" } });
      assert.equal(answer.status, 200, "the form, by a redirect");
    }
    const typed = link.code.toLowerCase().replaceAll("0", "o").replaceAll("1", "l");
    await page.goto(opened({ code: typed }, "theme=dark"));
    await expectVisible(page.locator("#hcp-elder[aria-pressed]"));
    const citizen = new Citizen(page.locator("haochaping-rating"));
    await shot(page, "link-form-dark");
    await citizen.choose(5);
    await citizen.submit();
    await citizen.receipt();
    const [row] = await arrived(link.caseNo);
    assert.deepEqual([row.channel, row.level], [7, 5]);
    await page.goto(opened(link, "theme=dark"));
    await expectVisible(new Citizen(page).heading("本次服务已评价"));
    await shot(page, "link-used-dark");
  }));

test("by the keyboard alone, on a desk", () =>
  onScreen(still(DESKTOP), async (page) => {
    const link = await sendLink();
    await rate(link);
    await page.goto(opened(link, "lang=zh"));
    await expectVisible(new Citizen(page).heading("本次服务已评价"));
    await shot(page, "link-used-desktop");
    // To English and back by what the keyboard reaches first.
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForURL(/lang=en|elder=1/);
    assert.ok(page.url().includes("/s/"));
  }));

const soon = () => new Date(Date.now() + 1_500).toISOString();

/** Rates by a link as a browser without script does. */
async function rate(link) {
  const answer = await fetch(opened(link, "lang=zh"), { redirect: "manual" });
  const rated = await fetch(`${EDGE}${answer.headers.get("location")}`, {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded", Origin: EDGE },
    body: "level=5",
  });
  assert.equal(rated.status, 200);
}

/** Waits until a link has expired. */
async function gone(link) {
  for (;;) {
    const answer = await fetch(opened(link, "lang=zh"), { redirect: "manual" });
    if (answer.status === 410) return;
    assert.equal(answer.status, 303);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
