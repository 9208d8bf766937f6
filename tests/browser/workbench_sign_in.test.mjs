/**
 * The hall's staff sign in to the workbench, on a phone and at a desk, in both languages:
 *
 * 1. a wrong password is said and loses nothing but the password; the right one leads in,
 *    and signing out leads out
 * 2. every page of the base holds the measures, light and dark, and axe finds nothing
 * 3. by the keyboard alone, and without script
 * 4. nothing is loaded from elsewhere, nothing is refused by the page's own policy
 *
 * SHOTS=folder keeps a picture of each page.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { expectVisible } from "./journey/expect.mjs";
import { onScreen, useBrowser } from "./journey/screens.mjs";
import { DESKTOP, PASSWORD, PHONE, Staff, WORKBENCH, lookAt } from "./workbench/staff.mjs";

useBrowser();

const SCREENS = { phone: PHONE, desk: DESKTOP };
const TOLD = {
  zh: { wrong: "工号或密码不正确", trail: "操作记录", nothing: "没有符合条件的记录", missing: "页面不存在", denied: "没有权限", change: "更换密码", words: [["原密码", "x"], ["新密码", "short"], ["再次输入新密码", "short"]] },
  en: { wrong: "Staff number or password is not right", trail: "Trail", nothing: "No entries match", missing: "Page not found", denied: "Not allowed", change: "Change password", words: [["Current password", "x"], ["New password", "short"], ["New password again", "short"]] },
};

for (const lang of ["zh", "en"]) {
  for (const [where, screen] of Object.entries(SCREENS)) {
    test(`in and out, ${lang}, ${where}`, () =>
      onScreen(screen, async (page) => {
        const staff = new Staff(page, lang);
        await staff.opens("/audit");
        await expectVisible(staff.heading(staff.words.signIn));
        // A number of its own, so that no other test waits for these failures.
        await staff.tries(`typo-${lang}-${where}`, "not this one");
        await expectVisible(page.getByRole("alert").filter({ hasText: TOLD[lang].wrong }));
        assert.equal(await staff.alias().inputValue(), `typo-${lang}-${where}`);
        assert.equal(await staff.password().inputValue(), "");
        await expectVisible(page.locator("#password:focus"));
        await staff.tries("su-01", PASSWORD);
        await expectVisible(staff.heading(TOLD[lang].trail));
        await expectVisible(page.getByRole("cell", { name: "su-01" }).first());
        await staff.signsOut();
        await page.goBack();
        await page.reload();
        await expectVisible(staff.heading(staff.words.signIn));
      }));

    test(`every page holds the measures, ${lang}, ${where}`, () =>
      onScreen({ ...screen, bypassCSP: true }, async (page) => {
        const staff = new Staff(page, lang);
        const found = [];
        const look = async (name) => found.push(...(await lookAt(page, `${name}-${lang}-${where}`)));
        await staff.opens("/sign-in");
        await look("sign-in");
        await staff.tries(`look-${lang}-${where}`, "not this one");
        await expectVisible(page.getByRole("alert"));
        await look("wrong");
        await staff.signsIn("op-01");
        await look("home-operator");
        await staff.opens("/audit");
        await expectVisible(staff.heading(TOLD[lang].denied));
        await look("denied");
        await staff.opens("/nowhere");
        await expectVisible(staff.heading(TOLD[lang].missing));
        await look("missing");
        await staff.opens("/");
        await staff.signsOut();
        await staff.signsIn("su-01");
        await look("home");
        await staff.opens("/password");
        await look("password");
        for (const [label, value] of TOLD[lang].words) await page.getByLabel(label, { exact: true }).fill(value);
        await staff.button(TOLD[lang].change).click();
        await expectVisible(page.getByRole("alert"));
        await look("password-wrong");
        await page.getByRole("link", { name: TOLD[lang].trail }).first().click();
        await expectVisible(staff.heading(TOLD[lang].trail));
        await look("trail");
        await staff.opens("/audit?alias=nobody-at-all");
        await expectVisible(page.getByText(TOLD[lang].nothing));
        await look("trail-empty");
        assert.deepEqual(found, []);
      }));
  }
}

test("by the keyboard alone", () =>
  onScreen(DESKTOP, async (page) => {
    const staff = new Staff(page);
    const ringed = () =>
      page.evaluate(() => {
        const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
        return outlineStyle !== "none" && parseFloat(outlineWidth) >= 3;
      });
    await staff.opens("/sign-in");
    await page.waitForFunction(() => document.activeElement.id === "alias");
    await page.keyboard.type("su-01");
    await page.keyboard.press("Tab");
    assert.ok(await ringed(), "the password shows that it has the focus");
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press("Enter");
    await expectVisible(staff.heading(staff.words.hello("su-01")));
    await page.keyboard.press("Tab");
    await expectVisible(page.getByRole("link", { name: "跳到正文" }));
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "main");
    for (let steps = 0; steps < 40; steps += 1) {
      await page.keyboard.press("Tab");
      // Past the last control the browser goes through the page as a whole.
      const name = await page.evaluate(() => document.activeElement !== document.body && document.activeElement.textContent.trim());
      if (name === staff.words.signOut) break;
      if (name) assert.ok(await ringed(), `no ring on ${name}`);
    }
    await page.keyboard.press("Enter");
    await expectVisible(staff.heading(staff.words.signIn));
  }));

test("without script, from the page that was asked for and back to it", () =>
  onScreen({ ...PHONE, javaScriptEnabled: false }, async (page) => {
    const staff = new Staff(page, "en");
    await staff.opens("/audit?action=sign_in");
    await staff.tries("su-01", PASSWORD);
    await expectVisible(staff.heading(TOLD.en.trail));
    assert.equal(await page.getByLabel("Action").inputValue(), "sign_in");
    await page.getByLabel("Staff number").fill("su-01");
    await page.getByRole("button", { name: "Filter" }).click();
    assert.equal(new URL(page.url()).searchParams.get("alias"), "su-01");
    await page.getByRole("link", { name: "中文" }).click();
    await expectVisible(staff.heading(TOLD.zh.trail));
    assert.equal(new URL(page.url()).searchParams.get("action"), "sign_in");
  }));

test("nothing comes from elsewhere and the policy refuses nothing of ours", () =>
  onScreen(DESKTOP, async (page) => {
    const [asked, said] = [[], []];
    page.on("request", (request) => asked.push(new URL(request.url()).origin));
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && said.push(message.text()));
    const staff = new Staff(page);
    await staff.signsIn("su-01");
    await staff.opens("/audit");
    assert.deepEqual([...new Set(asked)], [WORKBENCH]);
    assert.deepEqual(said, []);
  }));
