/**
 * The telephone desk: a supervisor brings a list, an operator calls from it.
 *
 * 1. from the file to the row in PostgreSQL: channel 6, who recorded it, certainty
 * 2. what ends without a rating, what was rated before, what was ticked for another level
 * 3. our empty list, filled in and saved by an office program, and saved again
 * 4. every page at phone and desktop width, in both languages, dark, by keyboard
 *
 * SHOTS=folder keeps a picture of each page.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { arrived, evaluations } from "./journey/central.mjs";
import { expectVisible } from "./journey/expect.mjs";
import { onScreen, useBrowser } from "./journey/screens.mjs";
import { brings, bringsFile, calls, cellsOf, letsGo, newCase, rateElsewhere, servedAt, takes, trail } from "./workbench/calls.mjs";
import { chosen, namesOf, office, savedAgain } from "./workbench/office.mjs";
import { DESKTOP, PHONE, Staff, lookAt } from "./workbench/staff.mjs";

useBrowser();

const SCREENS = { phone: PHONE, desk: DESKTOP };
const LEVELS = ["非常满意", "满意", "基本满意", "不满意", "非常不满意"];

/** `su-01` has every role: brings the list and calls. */
const asStaff = (screen, go, lang = "zh") =>
  onScreen(screen, async (page) => {
    const staff = new Staff(page, lang);
    await staff.signsIn("su-01");
    try {
      await go(page, staff);
    } finally {
      await letsGo();
    }
  });

const radio = (page, name) => page.getByRole("radio", { name, exact: true });

test("a list becomes calls, a call becomes a row by channel 6", () =>
  asStaff(DESKTOP, async (page, staff) => {
    const one = newCase();
    await brings(staff, [one], { wrong: true });
    assert.match(await page.locator("main .notice").innerText(), /已加入 1 .*名单中已有 0 .*有误，未加入 1/s);
    assert.match(await page.locator("tbody").first().innerText(), /第3行“联系电话”列\s+没有联系电话/);

    await takes(staff, one);
    const read = await page.locator(".read-out").innerText();
    assert.ok(read.includes("您对本次服务满意吗？"), read);
    assert.ok(read.includes(`${LEVELS.join("、")}。`), read);
    assert.equal(await page.locator("input[name=level]:checked").count(), 0, "a level is chosen already");
    assert.equal(await page.locator(".number a").getAttribute("href"), "tel:13800138000");

    await staff.button("记录评价").click();
    assert.match(await page.getByRole("alert").innerText(), /请更正后再记录/);
    assert.deepEqual(await evaluations(one), []);

    // A reason of another level, ticked before the citizen changed their mind, is not sent.
    await radio(page, "不满意").check();
    await page.locator(".reasons-2 input").first().check();
    await radio(page, "满意").check();
    assert.equal(await page.locator(".reasons-2").isVisible(), false);
    await page.locator(".reasons-4 input").first().check();
    await page.locator("#comment").fill("等得不久。我的电话是13800138000");
    await staff.button("记录评价").click();
    await expectVisible(page.getByText("评价已记录"));

    const [row] = await arrived(one);
    assert.deepEqual([row.level, row.channel, row.certainty, row.recorded_by], [4, 6, "operator", "su-01"]);
    assert.ok(row.indicators.length === 1 && row.indicators[0].startsWith("4"), row.indicators.join());
    assert.ok(!row.comment.includes("13800138000"), row.comment);
    const [call] = await calls(one);
    assert.deepEqual(
      [call.state, call.ended_by, call.receipt.replaceAll("-", ""), call.sealed_number],
      ["rated", "su-01", row.receipt, null],
    );
    assert.deepEqual((await trail(call.call_id)).map((line) => line.action), ["call.take", "call.record"]);
  }));

test("what ends without a rating leaves none, and no number", () =>
  asStaff(DESKTOP, async (page, staff) => {
    const ends = [["不愿评价", "declined"], ["号码有误", "wrong_number"], ["无人接听", "waiting"]];
    for (const [button, state] of ends) {
      const one = newCase();
      await brings(staff, [one]);
      await takes(staff, one);
      await staff.button(button).click();
      await page.waitForURL(/\/call$/);
      const [call] = await calls(one);
      assert.equal(call.state, state);
      assert.equal(call.sealed_number === null, state !== "waiting");
      assert.deepEqual(await evaluations(one), []);
      if (state !== "waiting") continue;
      assert.equal(call.attempts, 1);
      assert.ok(call.due_at > Date.now() + 3_600_000, "the citizen would be called again at once");
    }
  }));

test("a case that was rated meanwhile is not recorded again", () =>
  asStaff(DESKTOP, async (page, staff) => {
    const one = newCase();
    await brings(staff, [one]);
    await takes(staff, one);
    await rateElsewhere(one, 5);
    await radio(page, "非常不满意").check();
    await page.locator(".reasons-1 input").first().check();
    await staff.button("记录评价").click();
    await expectVisible(page.getByText("已有评价"));
    assert.deepEqual((await arrived(one)).map((row) => row.level), [5]);
    assert.equal((await calls(one))[0].state, "rated_elsewhere");
  }));

test("a case that was rated before is not called about", () =>
  asStaff(DESKTOP, async (page, staff) => {
    const one = newCase();
    await rateElsewhere(one, 4);
    await brings(staff, [one]);
    await staff.opens("/call");
    await staff.button("取下一件").click();
    await expectVisible(page.getByText("已有评价"));
    assert.equal((await calls(one))[0].state, "rated_elsewhere");
    assert.equal(await page.locator(".number").count(), 0, "its number is shown");
  }));

test("the same file twice is one list", () =>
  asStaff(DESKTOP, async (page, staff) => {
    const one = newCase();
    await brings(staff, [one]);
    await brings(staff, [one]);
    assert.match(await page.getByRole("alert").innerText(), /以前已经加入过/);
    assert.equal((await calls(one)).length, 1);
    await takes(staff, one);
    await staff.button("不愿评价").click();
    await page.waitForURL(/\/call$/);
  }));

const WRONG = {
  zh: ["第4行“联系电话”列\t没有联系电话，或号码不对", "第5行“办理环节”列\t不是这一列可填的内容。可填：咨询、申报、补正、缴费、签收、办结"],
  en: ["line 4, column 联系电话\tThere is no telephone number, or it is none", "line 5, column 办理环节\tNot one of the words that this column takes. One of: 咨询, 申报, 补正, 缴费, 签收, 办结"],
};

for (const [lang, where] of [["zh", "desk"], ["en", "phone"]]) {
  test(`our empty list comes back from an office program, ${lang}, ${where}`, () =>
    asStaff({ ...SCREENS[where], bypassCSP: true }, async (page, staff) => {
      await staff.opens("/call-lists");
      const template = await staff.takesAway(page.locator("a[href='/call-lists/template.csv']"));
      const names = ["序号", ...namesOf(template, "utf-8")];
      // Digits only, more than a number holds, with zeros before them: they stay because they are text.
      const numbers = [1, 2, 3].map((n) => `000${n}${process.pid}${Date.now()}`);
      const [good, silent, other] = numbers.map((one) => ({ 序号: 7, ...cellsOf(one, "13800138000") }));
      const lines = [good, null, { ...silent, 联系电话: null }, { ...other, 办理环节: "办完" }];
      const cells = (line) => (line ? names.map((name) => line[name] ?? null) : []);
      const file = await office([names, ...lines.map(cells)], { hidden: ["序号", "行政区划"] });
      await bringsFile(staff, chosen("名单.xlsx", file));
      assert.deepEqual(await page.locator("main tbody").first().locator("tr").allInnerTexts(), WRONG[lang]);
      assert.deepEqual(await lookAt(page, `call-lists-office-${lang}-${where}`), []);

      const corrected = await savedAgain(file, (rows) => {
        rows[3][names.indexOf("联系电话")] = 13800138000;
        rows[4][names.indexOf("办理环节")] = "办结";
      });
      await bringsFile(staff, chosen("名单.xlsx", corrected));
      const counts = await page.locator("main .notice strong").allInnerTexts();
      assert.deepEqual(counts, ["2", "1", "0"], "added, known, wrong");

      await takes(staff, numbers[0]);
      await page.locator("#level-4").check();
      await page.locator("form[action='/call/rate'] .button").click();
      await expectVisible(page.locator("main .notice.good"));
      const [row] = await arrived(numbers[0]);
      assert.deepEqual([row.level, row.channel, row.certainty, row.recorded_by], [4, 6, "operator", "su-01"]);
      assert.equal(Number(row.service_at), Number(servedAt()), "the time as the office program keeps it");
      for (const one of numbers.slice(1)) assert.equal((await calls(one))[0].state, "waiting", one);
    }, lang));
}

test("only the roles that may", () =>
  onScreen(DESKTOP, async (page) => {
    const staff = new Staff(page);
    await staff.signsIn("co-01");
    for (const path of ["/call", "/call-lists", "/call-lists/template.csv"]) {
      assert.equal((await staff.opens(path)).status(), 403, path);
    }
  }));

for (const lang of ["zh", "en"]) {
  for (const [where, screen] of Object.entries(SCREENS)) {
    test(`every page holds the measures, ${lang}, ${where}`, () =>
      asStaff({ ...screen, bypassCSP: true }, async (page, staff) => {
        const one = newCase();
        const found = [];
        const look = async (name) => found.push(...(await lookAt(page, `${name}-${lang}-${where}`)));
        await staff.opens("/call");
        await look("call-none");
        await brings(staff, [one], { wrong: true });
        await look("call-lists");
        await takes(staff, one);
        await look("call-desk");
        await page.locator("form[action='/call/rate'] .button").click();
        await page.locator("#level-2").check();
        await look("call-wrong");
        await page.locator("button[value=declined]").click();
        await page.waitForURL(/\/call$/);
        assert.deepEqual(found, []);
      }, lang));
  }
}

test("a call by the keyboard alone, without script", () =>
  asStaff({ ...DESKTOP, javaScriptEnabled: false }, async (page, staff) => {
    const one = newCase();
    await brings(staff, [one]);
    await takes(staff, one);
    await page.locator("#level-5").focus();
    await page.keyboard.press("Space");
    await page.locator("#comment").focus();
    await page.keyboard.type("办得快");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expectVisible(page.getByText("评价已记录"));
    const [row] = await arrived(one);
    assert.deepEqual([row.level, row.comment], [5, "办得快"]);
  }));
