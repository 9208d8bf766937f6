/**
 * For everybody: every example of every part, and the living element, in Chinese and
 * English, plain and in elder mode, light and dark.
 *
 * 1. axe finds nothing.
 * 2. Every target is at least 44 × 44, in elder mode 60 × 60.
 * 3. What a screen reader is given is as written down in `widget/aria/` (UPDATE_GOLDENS=1 writes it).
 * 4. Text at 200 %, wide spacing, forced colours, no motion: nothing is cut off or lost.
 */

import test, { before } from "node:test";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Citizen } from "./journey/citizen.mjs";
import { reportStep } from "./journey/hall.mjs";
import { expectVisible } from "./journey/expect.mjs";
import { DESKTOP, onScreen, PHONE, useBrowser } from "./journey/screens.mjs";
import { smallTargets, violations } from "./widget/axe.mjs";
import { element, formArrived, hold, openHostPage, script } from "./widget/host_page.mjs";

useBrowser();

const ROOT = new URL("../../", import.meta.url);
const SHEETS = new URL("target/sheets/", ROOT);
const GOLDENS = new URL("widget/aria/", import.meta.url);
const least = (elder) => (elder ? 60 : 44);
let sheets;

before(() => {
  const example = ["run", "--quiet", "--package", "haochaping-widget", "--features", "ssr", "--example", "sheets"];
  execFileSync("cargo", [...example, "--", fileURLToPath(SHEETS)], { cwd: fileURLToPath(ROOT) });
  sheets = JSON.parse(readFileSync(new URL("index.json", SHEETS), "utf8"));
});

for (const lang of ["zh", "en"]) {
  for (const elder of [false, true]) {
    const mode = `${lang}${elder ? ", elder" : ""}`;

    test(`axe finds nothing in any example, and every target is large enough: ${mode}`, () =>
      onScreen(PHONE, async (page) => {
        const found = [];
        const pages = sheets.filter((sheet) => sheet.lang === lang && sheet.elder === elder);
        // Colours are the same in both languages.
        const schemes = lang === "zh" ? ["light", "dark"] : ["light"];
        for (const { file } of pages) {
          for (const colorScheme of schemes) {
            await page.emulateMedia({ colorScheme });
            await page.goto(new URL(file, SHEETS).href);
            for (const line of await violations(page, { elder })) found.push(`${file} ${colorScheme}: ${line}`);
          }
          for (const line of await smallTargets(page, least(elder))) found.push(`${file}: ${line}`);
        }
        assert.ok(pages.length > 25);
        assert.deepEqual(found, []);
      }));

    test(`the living element has nothing for axe in any state: ${mode}`, () =>
      onScreen(PHONE, async (page) => {
        const { ticket } = await reportStep();
        const release = await hold(page, "**/engine.wasm");
        const attributes = `lang="${lang}"${elder ? " elder" : ""}`;
        await openHostPage(page, { body: `<h1>办事大厅</h1>${script()}${element(ticket, attributes)}`, lang: "zh-CN" });
        const citizen = new Citizen(page, lang);
        const found = [];
        const look = async (state) => {
          for (const line of await violations(page, { elder: elder && state !== "painted" })) found.push(`${state}: ${line}`);
          for (const line of await smallTargets(page, least(elder))) found.push(`${state}: ${line}`);
        };
        await expectVisible(citizen.level(5));
        await look("painted");
        release();
        await formArrived(page);
        await look("form");
        await citizen.submit();
        await expectVisible(page.getByRole("alert"));
        await look("nothing chosen");
        await citizen.choose(1);
        await look("chosen");
        await page.locator("input[name=indicator]:visible").first().check();
        await citizen.submit();
        await citizen.receipt();
        await look("sent");
        assert.deepEqual(found, []);
      }));
  }
}

test("what a screen reader is given is as written down", () =>
  onScreen(PHONE, async (page) => {
    const given = new Map();
    for (const { file, part, name, lang, elder } of sheets) {
      if (elder) continue;
      await page.goto(new URL(file, SHEETS).href);
      const tree = (await page.locator("main").ariaSnapshot()).replaceAll(/\/url: .*/g, "/url: …");
      const golden = `${part}.${lang}.yml`;
      given.set(golden, `${given.get(golden) ?? ""}# ${name}\n${tree}\n\n`);
    }
    for (const [name, text] of given) {
      const file = new URL(name, GOLDENS);
      if (process.env.UPDATE_GOLDENS) {
        mkdirSync(GOLDENS, { recursive: true });
        writeFileSync(file, text);
      }
      assert.ok(existsSync(file), `${name} is missing: run with UPDATE_GOLDENS=1 and read what it wrote`);
      assert.equal(text, readFileSync(file, "utf8"), name);
    }
  }));

test("at 320 px, with text at 200 % and wide spacing, nothing is cut off", () =>
  onScreen({ viewport: { width: 320, height: 640 } }, async (page) => {
    const cut = [];
    const styles = Object.entries({
      "as it is": "",
      "200 %": ".hcp { font-size: 32px }",
      wide: ".hcp * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }",
    });
    for (const { file } of sheets) {
      await page.goto(new URL(file, SHEETS).href);
      const widths = await page.evaluate((all) => {
        const own = document.head.appendChild(document.createElement("style"));
        return all.map(([what, style]) => {
          own.textContent = style;
          return [what, document.documentElement.scrollWidth];
        });
      }, styles);
      for (const [what, width] of widths) if (width > 320) cut.push(`${file} ${what}: ${width} px`);
    }
    assert.deepEqual(cut, []);
  }));

test("forced colours: the chosen level and reason can be told from the others", () =>
  onScreen({ ...DESKTOP, forcedColors: "active", reducedMotion: "reduce" }, async (page) => {
    const { ticket } = await reportStep();
    await openHostPage(page, { body: script() + element(ticket) });
    await formArrived(page);
    const citizen = new Citizen(page);
    await citizen.choose(4);
    const look = (level) =>
      page.locator(`label[for=hcp-level-${level}]`).evaluate((label) => {
        const { backgroundColor, borderColor, color } = getComputedStyle(label);
        return `${backgroundColor} ${borderColor} ${color}`;
      });
    assert.notEqual(await look(4), await look(5));
    assert.equal(await look(3), await look(5));
    const moving = await page.evaluate(() =>
      [...document.querySelector("haochaping-rating").shadowRoot.querySelectorAll("*")].filter((part) => {
        const { transitionDuration, animationName } = getComputedStyle(part);
        return animationName !== "none" || transitionDuration.split(",").some((time) => parseFloat(time) > 0);
      }).length,
    );
    assert.equal(moving, 0);
  }));
