/**
 * Collected opinions are entered at the workbench, on a phone and at a desk:
 *
 * 1. one opinion, from the form to the row in PostgreSQL, by the keyboard alone and without script
 * 2. a table, looked through row by row, entered once, its wrong rows to take away
 * 3. our empty table, filled in and saved by an office program, put right and saved again
 * 4. every page holds the measures, light and dark, in both languages, and axe finds nothing
 *
 * SHOTS=folder keeps a picture of each page.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import pg from "pg";
import { expectVisible } from "./journey/expect.mjs";
import { onScreen, useBrowser } from "./journey/screens.mjs";
import { chosen, namesOf, office, savedAgain } from "./workbench/office.mjs";
import { DESKTOP, PHONE, Staff, lookAt } from "./workbench/staff.mjs";

useBrowser();

const SCREENS = { phone: PHONE, desk: DESKTOP };
const TOLD = {
  zh: { box: "意见箱", level: "不满意", reason: "不满意：原因（选填，可多选）", enter: "录入", entered: "已录入", same: "没有录入：", another: "这是另一份内容相同的意见", correct: "尚未保存", title: "线下意见录入", figures: "线下意见统计", upload: "表格上传", look: "检查表格", read: "检查结果", confirm: "确认录入 2 条", state: "已录入", nothing: "请选择文件" },
  en: { box: "Paper box", level: "Dissatisfied", reason: "Dissatisfied: Reasons (optional, any number)", enter: "Enter", entered: "Entered", same: "Not entered: ", another: "This is another slip that says the same", correct: "nothing is stored yet", title: "Collected opinions", figures: "Collected so far", upload: "Upload a table", look: "Look through it", read: "What was read", confirm: "Enter 2 opinions", state: "Entered", nothing: "Choose a file" },
};

/** Rows whose comment is this, once there are so many. */
async function collected(comment, count = 1) {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  try {
    for (;;) {
      const sql = "SELECT * FROM haochaping.evaluations WHERE comment = $1 ORDER BY case_no";
      const { rows } = await client.query(sql, [comment]);
      if (rows.length >= count) return rows;
      await new Promise((wake) => setTimeout(wake, 50));
    }
  } finally {
    await client.end();
  }
}

let files = 0;

/** A table of two good rows and three wrong ones, whose numbers no other test has. */
function table(comment = "在开放日上听到的，说得很清楚，希望以后每个季度都有一次") {
  const mark = `${process.pid}-${(files += 1)}`;
  const text = [
    "编号,收集方式,收集日期,满意度,原因,意见",
    `a${mark},意见箱,2026-02-03,不满意,207,排队太久`,
    `b${mark},意见箱,2026-02-03,,,没有打分的意见`,
    `c${mark},网上,2026-02-03,满意,,`,
    `d${mark},开放日,2026/2/3,非常满意,,${comment}`,
    `e${mark},座谈会,2月3日,满意,,`,
  ].join("\r\n");
  return { name: "意见.csv", mimeType: "text/csv", buffer: Buffer.from(`\ufeff${text}\r\n`) };
}

test("a table is looked through, entered once, and its wrong rows are taken away", () =>
  onScreen(DESKTOP, async (page) => {
    const staff = new Staff(page);
    const comment = `开放日 ${process.pid}`;
    await staff.signsIn("co-01");
    await staff.opens("/collect/upload");
    const chosen = table(comment);
    await page.getByLabel("表格文件").setInputFiles(chosen);
    await staff.button(TOLD.zh.look).click();
    await expectVisible(staff.heading(TOLD.zh.read));
    const wrong = page.getByRole("row").filter({ hasText: "有问题" });
    assert.deepEqual(
      (await wrong.allInnerTexts()).map((text) => text.split("\t").slice(0, 3).join(" ")),
      ["3 有问题 满意度", "4 有问题 收集方式", "6 有问题 收集日期"],
    );
    const file = String(await staff.takesAway(page.getByRole("link", { name: "下载有问题的行" })));
    assert.equal(file.trim().split("\r\n").length, 4, file);
    await staff.button(TOLD.zh.confirm).click();
    await expectVisible(page.getByText("没有待录入的意见"));
    const rows = await collected(comment);
    assert.deepEqual(rows.map((row) => [row.certainty, row.collection, row.level, row.recorded_by]), [["collected", "open_day", 5, "co-01"]]);
    await staff.opens("/collect/upload");
    await page.getByLabel("表格文件").setInputFiles(chosen);
    await staff.button(TOLD.zh.look).click();
    await expectVisible(page.getByRole("link", { name: "先前已录入 2" }));
    assert.equal((await collected(comment)).length, 1);
  }));

const WRONG = {
  zh: [
    ["3", "有问题", "满意度", "请填写，不能为空"],
    ["5", "有问题", "收集方式", "不是这一列可填的内容。可填：意见箱、座谈会、开放日"],
    ["6", "有问题", "原因", "目录中没有这个原因，请照目录原文或三位数字代码填写，其他原因写在意见中"],
  ],
  en: [
    ["3", "Wrong", "满意度", "Fill this in"],
    ["5", "Wrong", "收集方式", "Not one of the words that this column takes. One of: 意见箱, 座谈会, 开放日"],
    ["6", "Wrong", "原因", "The catalogue has no such reason; use its exact words or codes, and write others as the opinion"],
  ],
};

for (const [lang, where] of [["zh", "desk"], ["en", "phone"]]) {
  test(`our empty table comes back from an office program, ${lang}, ${where}`, () =>
    onScreen({ ...SCREENS[where], bypassCSP: true }, async (page) => {
      const staff = new Staff(page, lang);
      const comment = `办公软件保存的表 ${lang} ${process.pid}`;
      const upload = async (bytes) => {
        await staff.opens("/collect/upload");
        await page.locator("#file").setInputFiles(chosen("意见.xlsx", bytes));
        await staff.button(TOLD[lang].look).click();
        await expectVisible(staff.heading(TOLD[lang].read));
      };
      await staff.signsIn("co-01");
      await staff.opens("/collect/upload");
      const template = await staff.takesAway(page.locator("a[href='/collect/template.csv']"));
      const names = ["序号", ...namesOf(template, "gb18030"), "备注"];
      const day = new Date("2026-02-03T00:00:00Z");
      // Numbers of opinions: texts that begin with zeros, and one that the program keeps as a number.
      const plain = process.pid * 10 + Number(lang === "en");
      const lines = [
        { 序号: 1, 编号: `00${process.pid}${lang}`, 收集方式: "意见箱", 收集日期: day, 满意度: "不满意", 原因: "没有提供材料样本\n服务态度生硬" },
        { 序号: 2, 编号: plain, 收集方式: "意见箱", 收集日期: day, 备注: "没有打分" },
        {},
        { 序号: 3, 编号: `01${process.pid}${lang}`, 收集方式: "网上", 收集日期: day, 满意度: "满意" },
        { 序号: 4, 编号: `02${process.pid}${lang}`, 收集方式: "座谈会", 收集日期: "2026/2/4", 满意度: "非常满意", 原因: "其他" },
      ];
      const filled = (line) => (line.序号 ? names.map((name) => ({ ...line, 意见: comment })[name] ?? null) : []);
      const file = await office([names, ...lines.map(filled)], { hidden: ["序号", "备注"] });
      await upload(file);
      const wrong = await page.locator("tr.bad").allInnerTexts();
      assert.deepEqual(wrong.map((text) => text.split("\t").slice(0, 4).map((cell) => cell.trim())), WRONG[lang]);
      assert.deepEqual(await lookAt(page, `preview-office-${lang}-${where}`), []);

      // Put right in the same file, as its author would.
      const corrected = await savedAgain(file, (rows) => {
        rows[2][names.indexOf("满意度")] = "基本满意";
        rows[4][names.indexOf("收集方式")] = "开放日";
        rows[5][names.indexOf("原因")] = "服务热情效率高";
      });
      await upload(corrected);
      await staff.button(TOLD[lang].confirm.replace("2", "4")).click();
      await expectVisible(page.getByRole("cell", { name: TOLD[lang].state, exact: true }).first());
      const rows = await collected(comment, 4);
      const told = (row) => [row.case_no, row.collection, row.level, row.indicators, row.certainty, row.recorded_by, row.channel];
      const entered = (place, day, number, level, reasons = []) =>
        [`COLLECTED#${place}-${day}-${number}`, place, level, reasons, "collected", "co-01", null];
      assert.deepEqual(rows.map(told), [
        entered("forum", "20260204", `02${process.pid}${lang}`, 5, ["517"]),
        entered("open_day", "20260203", `01${process.pid}${lang}`, 4),
        entered("paper_box", "20260203", `00${process.pid}${lang}`, 2, ["207", "214"]),
        entered("paper_box", "20260203", `${plain}`, 3),
      ]);
      await upload(await savedAgain(corrected));
      assert.equal(await page.locator("tr.soft").count(), 4, "what was entered is known");
      assert.equal((await collected(comment, 4)).length, 4);
    }));
}

test("an opinion by the keyboard alone, without script, becomes one row", () =>
  onScreen({ ...DESKTOP, javaScriptEnabled: false }, async (page) => {
    const staff = new Staff(page);
    const comment = `座谈会上说的 ${process.pid}`;
    await staff.signsIn("co-01");
    await staff.opens("/collect");
    assert.equal(await page.locator("input:checked").count(), 0, "nothing is chosen by itself");
    await page.locator("[name=collection]").first().focus();
    await page.keyboard.press("Space");
    await page.locator("#day").fill("2026-01-08");
    await page.locator("#level-2").focus();
    await page.keyboard.press("Space");
    const reasons = page.getByRole("group", { name: TOLD.zh.reason });
    await expectVisible(reasons);
    assert.equal(await page.locator(".reasons:visible").count(), 1, "reasons of the chosen level alone");
    await reasons.getByRole("checkbox").first().focus();
    await page.keyboard.press("Space");
    await page.locator("#comment").focus();
    await page.keyboard.type(comment);
    for (let steps = 0; steps < 4; steps += 1) {
      await page.keyboard.press("Tab");
      if ((await page.evaluate(() => document.activeElement.tagName)) === "BUTTON") break;
    }
    await page.keyboard.press("Enter");
    await expectVisible(page.getByRole("status").filter({ hasText: TOLD.zh.entered }));
    assert.equal(await page.locator("#day").inputValue(), "2026-01-08", "kept for the next of the same box");
    const rows = await collected(comment);
    assert.deepEqual(
      rows.map((row) => [row.certainty, row.collection, row.recorded_by, row.level, row.channel, row.indicators[0][0]]),
      [["collected", "paper_box", "co-01", 2, null, "2"]],
    );
  }));

for (const lang of ["zh", "en"]) {
  for (const [where, screen] of Object.entries(SCREENS)) {
    test(`every page holds the measures, ${lang}, ${where}`, () =>
      onScreen({ ...screen, bypassCSP: true }, async (page) => {
        const staff = new Staff(page, lang);
        const told = TOLD[lang];
        const found = [];
        const look = async (name) => found.push(...(await lookAt(page, `${name}-${lang}-${where}`)));
        await staff.signsIn("co-01");
        await page.getByRole("link", { name: told.title }).first().click();
        await expectVisible(staff.heading(told.title));
        await look("collect");
        await staff.button(told.enter).click();
        await expectVisible(page.getByRole("alert").filter({ hasText: told.correct }));
        await look("collect-wrong");
        const fillsIn = async () => {
          await page.getByLabel(told.box).check();
          await page.locator("#day").fill("2026-01-09");
          await page.getByLabel(told.level, { exact: true }).check();
          await page.getByRole("group", { name: told.reason }).getByRole("checkbox").nth(1).check();
          await page.locator("#comment").fill(`${lang} ${where} ${process.pid}`);
        };
        await fillsIn();
        await look("collect-filled");
        await staff.button(told.enter).click();
        await expectVisible(page.getByRole("status").filter({ hasText: told.entered }));
        await look("collect-entered");
        await fillsIn();
        await staff.button(told.enter).click();
        await expectVisible(page.getByRole("alert").filter({ hasText: told.same }));
        await look("collect-same");
        await page.getByLabel(told.another).scrollIntoViewIfNeeded();
        await page.getByLabel(told.another).focus();
        await page.keyboard.press("Space");
        await look("collect-another");
        await page.keyboard.press("Tab");
        await page.keyboard.press("Enter");
        await expectVisible(page.getByRole("status").filter({ hasText: told.entered }));
        assert.equal((await collected(`${lang} ${where} ${process.pid}`, 2)).length, 2);
        await page.getByRole("link", { name: told.upload }).click();
        await expectVisible(staff.heading(told.upload));
        await look("upload");
        await page.locator(".columns-list summary").click();
        await look("upload-columns");
        await page.locator(".reasons-list summary").click();
        await look("upload-reasons");
        await staff.button(told.look).click();
        await expectVisible(page.getByRole("alert").filter({ hasText: told.nothing }));
        await look("upload-nothing");
        await page.locator("#file").setInputFiles(table());
        await staff.button(told.look).click();
        await expectVisible(staff.heading(told.read));
        await look("preview");
        await staff.button(told.confirm).click();
        await expectVisible(page.getByRole("cell", { name: told.state, exact: true }).first());
        await look("preview-entered");
        await staff.opens("/collected");
        await expectVisible(staff.heading(told.figures));
        await look("collected");
        assert.deepEqual(found, []);
      }));
  }
}
