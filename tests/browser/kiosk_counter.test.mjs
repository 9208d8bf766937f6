/**
 * The demo hall's counter: the staff's screen hands the tablet a ticket, a citizen rates, and the
 * screen hears that they have.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { arrived } from "./journey/central.mjs";
import { Citizen } from "./journey/citizen.mjs";
import { expectVisible } from "./journey/expect.mjs";
import { HALL, ITEM } from "./journey/hall.mjs";
import { onScreen, useBrowser } from "./journey/screens.mjs";
import { TABLET } from "./kiosk/kiosk_page.mjs";

useBrowser();

const COMMENT = "叫号屏看不清";

test("the staff hand over a ticket, and learn that the citizen has rated and nothing else", () =>
  onScreen(TABLET, async (staff, context) => {
    const violations = [];
    staff.on("console", (message) => message.text().includes("Content Security Policy") && violations.push(message.text()));
    // A case of its own: the screen shows everybody's, and another file may be rating the latest.
    await staff.goto(`${HALL}/`);
    await staff.getByRole("main").getByRole("link", { name: ITEM.zh }).click();
    await staff.getByRole("button", { name: "在线申请" }).click();
    await expectVisible(staff.getByText("申请已提交"));
    const caseNo = new URL(staff.url()).pathname.split("/").at(-1);
    await staff.goto(`${HALL}/counter`);
    const tablet = await context.newPage();
    tablet.on("console", (message) => message.text().includes("Content Security Policy") && violations.push(message.text()));
    await tablet.goto(`${HALL}/embed/kiosk`);
    await expectVisible(tablet.getByRole("heading", { name: "欢迎评价本次服务" }));
    const said = [];
    // Its own messages are heard here too; what comes back has no ticket.
    await staff.exposeFunction("tell", (data) => "ticket" in data || said.push(data));
    await staff.evaluate(() => new BroadcastChannel("hall-counter").addEventListener("message", ({ data }) => globalThis.tell(data)));

    const row = staff.locator("li.case").filter({ hasText: caseNo });
    await row.getByRole("button").click();
    const citizen = new Citizen(tablet);
    await citizen.sees();
    await citizen.choose(1);
    await tablet.locator("input[name=indicator]:visible").first().check();
    await citizen.comment().fill(COMMENT);
    await citizen.submit();
    await citizen.receipt();
    await expectVisible(staff.getByText("群众已评价", { exact: true }));
    await staff.getByRole("button", { name: "清空平板，下一位" }).click();
    await expectVisible(tablet.getByRole("heading", { name: "欢迎评价本次服务" }));
    await expectVisible(staff.getByText("平板空闲，可以推送下一位", { exact: true }));
    assert.deepEqual(said, [{ state: "done" }, { state: "next" }]);
    assert.ok(!(await staff.content()).includes(COMMENT));
    assert.deepEqual(violations, []);
    const [stored] = await arrived(caseNo);
    assert.deepEqual([stored.level, stored.comment, stored.channel], [1, COMMENT, 4]);
  }));
