/** The central view: rows as they arrive, filters in the address, comments never markup. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { arrived } from "./journey/central.mjs";
import { Citizen } from "./journey/citizen.mjs";
import { expectVisible } from "./journey/expect.mjs";
import { HALL, reportStep } from "./journey/hall.mjs";
import { DESKTOP, PHONE, onScreen, useBrowser } from "./journey/screens.mjs";

useBrowser();

const MARKUP = '<img src=x onerror="document.title=1"> & <b>bold</b>';

async function rate(page, ticket, level, reason, comment) {
  await page.goto(`${HALL}/embed/inline?ticket=${ticket}`);
  const citizen = new Citizen(page.locator("haochaping-rating"));
  await citizen.sees();
  await citizen.choose(level);
  await citizen.because(reason);
  await citizen.comment().fill(comment);
  await citizen.submit();
  await citizen.receipt();
}

test("a comment with markup arrives live as text, and stays text after a reload", () =>
  onScreen(DESKTOP, async (page, context) => {
    const { caseNo, ticket } = await reportStep();
    const view = await context.newPage();
    await view.goto(`${HALL}/central?case=${caseNo}`);
    await expectVisible(view.getByText("还没有符合条件的评价。"));
    await expectVisible(view.getByText("实时更新中"));
    await rate(page, ticket, 1, "110", MARKUP);
    const cell = view.getByRole("cell", { name: "<img src=x", exact: false });
    await expectVisible(cell);
    await view.reload();
    await expectVisible(cell);
    assert.equal(await view.locator("td *").count(), 0, "cells hold words only");
    assert.equal((await arrived(caseNo))[0].comment, MARKUP);
  }));

test("filters stand in the address and hold for rows that arrive later", () =>
  onScreen(DESKTOP, async (page, context) => {
    const good = await reportStep();
    const bad = await reportStep();
    const view = await context.newPage();
    await view.goto(`${HALL}/central`);
    await view.getByLabel("满意度").selectOption("negative");
    await view.getByRole("button", { name: "筛选" }).click();
    assert.equal(new URL(view.url()).searchParams.get("level"), "negative");
    await expectVisible(view.getByText("实时更新中"));
    await rate(page, good.ticket, 5, "510", "好");
    await rate(page, bad.ticket, 2, "207", "差");
    await arrived(good.caseNo);
    await expectVisible(view.getByRole("cell", { name: `${bad.caseNo}-1` }));
    assert.equal(await view.getByRole("cell", { name: `${good.caseNo}-1` }).count(), 0);
    await view.goto(`${HALL}/central?case=${good.caseNo}&level=5&channel=1`);
    await expectVisible(view.getByRole("cell", { name: `${good.caseNo}-1` }));
  }));

test("on a phone the table scrolls by keyboard, its head stays, the page does not grow", () =>
  onScreen(PHONE, async (page) => {
    await page.goto(`${HALL}/central`);
    const table = page.getByRole("region", { name: "评价列表" });
    await table.focus();
    await page.keyboard.press("End");
    const state = await page.evaluate(() => ({
      wide: document.documentElement.scrollWidth - innerWidth,
      head: getComputedStyle(document.querySelector("th")).position,
      focus: document.activeElement.className,
    }));
    assert.deepEqual(state, { wide: 0, head: "sticky", focus: "table" });
  }));
