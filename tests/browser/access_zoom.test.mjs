/**
 * The form under what readers set for themselves. Nothing may be cut off, nothing may
 * need sideways scrolling:
 *
 * 1. 320 px, and 400 % zoom of a desktop; every example of every part too
 * 2. every step of text size up to 30 px, and a browser set to large text
 * 3. the text spacing of WCAG 1.4.12
 * 4. forced colours: what is chosen, what is wrong and what has the focus can be seen
 * 5. reduced motion: nothing moves
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { faults, PLAIN } from "./access/measure.mjs";
import { print, show } from "./access/sheets.mjs";
import { STATES } from "./access/states.mjs";
import { onScreen, useBrowser } from "./journey/screens.mjs";

const ELEMENT = "haochaping-rating";
const NARROW = { viewport: { width: 320, height: 5000 } };
/** A desktop of 1280 × 1024 at 400 %. */
const ZOOMED = { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 };
/** States with the most on them. */
const FULL = ["negative", "all-wrong", "contact", "submitted-negative", "queued-for-privacy"];

useBrowser();

/** Lines about what does not fit; not about sizes. */
const misfits = async (page, selector = ELEMENT) =>
  (await faults(page, selector, PLAIN)).filter((fault) => /cut off|wider/.test(fault));

const wider = (page) => page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth));

for (const lang of ["zh", "en"]) {
  for (const state of FULL) {
    test(`narrow, large and spaced out: ${state}, ${lang}`, () =>
      onScreen(NARROW, async (page) => {
        await STATES[state]({ page, lang });
        const found = [];
        const look = async (how) => {
          for (const fault of await misfits(page)) found.push(`${how}: ${fault}`);
        };
        await look("320 px");
        await page.setViewportSize({ width: 320, height: 256 });
        if ((await wider(page)) > 0) found.push(`a window of 320 × 256: ${await wider(page)} px wider`);
        await page.setViewportSize(NARROW.viewport);

        const larger = page.locator("#hcp-larger");
        for (const size of [20, 24, 30]) {
          await larger.click();
          const least = (await faults(page, ELEMENT, { ...PLAIN, text: size })).filter((fault) => fault.startsWith("text "));
          found.push(...least);
          await look(`${size} px`);
        }
        await page.locator(ELEMENT).evaluate((element) => element.setAttribute("elder", ""));
        await look("30 px, elder");

        await page.evaluate(restyle, SPACED_OUT);
        await look("spaced out");
        assert.deepEqual(found, []);
      }));
  }
}

/** What WCAG 1.4.12 lets a reader set. */
const SPACED_OUT = `.hcp * {
    line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important;
  }
  .hcp p { margin-block-end: 2em !important; }`;

/** Runs in the page: adds a style to every form and example on it. */
function restyle(style) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  for (const { shadowRoot } of document.querySelectorAll("haochaping-rating, .sheet")) {
    shadowRoot.adoptedStyleSheets = [...shadowRoot.adoptedStyleSheets, sheet];
  }
}

test("every example at 320 px: as it is, with text at 200 %, spaced out", () =>
  onScreen({ viewport: { width: 320, height: 640 } }, async (page) => {
    const found = [];
    const sheets = print();
    for (const lang of ["zh", "en"]) {
      for (const elder of [false, true]) {
        for (const [how, style] of [["as it is", ""], ["200 %", ".hcp { font-size: 32px }"], ["spaced out", SPACED_OUT]]) {
          await show(page, sheets.filter((sheet) => sheet.lang === lang && sheet.elder === elder), lang);
          await page.evaluate(restyle, style);
          for (const fault of await misfits(page, ".sheet")) found.push(`${lang}${elder ? ", elder" : ""}, ${how}: ${fault}`);
        }
      }
    }
    assert.ok(sheets.length > 100, `${sheets.length} sheets`);
    assert.deepEqual(found, []);
  }));

test("400 % zoom of a desktop: only down, and the button is reached", () =>
  onScreen(ZOOMED, async (page) => {
    await STATES.contact({ page, lang: "zh" });
    const submit = page.locator(".hcp-button");
    await submit.scrollIntoViewIfNeeded();
    assert.equal(await wider(page), 0);
    await page.getByRole("switch").scrollIntoViewIfNeeded();
    assert.equal(await page.getByRole("switch").isVisible(), true);
  }));

test("a reader's own default size is followed", () =>
  onScreen(NARROW, async (page, context) => {
    const session = await context.newCDPSession(page);
    await session.send("Page.enable");
    await session.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } });
    await STATES.negative({ page, lang: "en" });
    const found = (await faults(page, ELEMENT, { ...PLAIN, text: 32 })).filter((fault) => /^text \d|cut off|wider/.test(fault));
    assert.deepEqual(found, []);
  }));

test("forced colours: chosen, wrong and focused can be told from the rest", () =>
  onScreen({ ...NARROW, forcedColors: "active" }, async (page) => {
    await STATES.positive({ page, lang: "zh" });
    const look = (selector) =>
      page.locator(selector).evaluate((part) => {
        const { backgroundColor, borderTopColor, color, outlineStyle } = getComputedStyle(part);
        return `${backgroundColor} ${borderTopColor} ${color} ${outlineStyle}`;
      });
    assert.notEqual(await look("label[for=hcp-level-5]"), await look("label[for=hcp-level-4]"));
    assert.equal(await look("label[for=hcp-level-3]"), await look("label[for=hcp-level-4]"));
    assert.notEqual(await look("label[for=hcp-reason-510]"), await look("label[for=hcp-reason-511]"));
    const plain = await look("label[for=hcp-level-4]");
    await page.locator("#hcp-level-5").focus();
    await page.keyboard.press("ArrowRight");
    assert.notEqual(await look("label[for=hcp-level-4]"), plain);
    const before = await page.locator("#hcp-named").evaluate(knob);
    await page.locator("#hcp-named").check();
    assert.notEqual(await page.locator("#hcp-named").evaluate(knob), before, "the switch shows that it is on");
  }));

/** Runs in the page: where the knob of a switch is, and its colours. */
function knob(input) {
  const { insetInlineStart, backgroundColor } = getComputedStyle(input, "::after");
  return `${insetInlineStart} ${backgroundColor}`;
}

test("reduced motion: nothing moves", () =>
  onScreen({ ...NARROW, reducedMotion: "reduce" }, async (page) => {
    await STATES.negative({ page, lang: "zh" });
    const moving = await page.locator(ELEMENT).evaluate((element) =>
      [...element.shadowRoot.querySelectorAll("*")].filter((part) =>
        [null, "::before", "::after"].some((pseudo) => {
          const { transitionDuration, animationName } = getComputedStyle(part, pseudo);
          return animationName !== "none" || transitionDuration.split(",").some((time) => parseFloat(time) > 0);
        }),
      ).length,
    );
    assert.equal(moving, 0);
  }));
