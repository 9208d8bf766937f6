/** Cases to call about, as a hall has them: a list to bring, a rating by another way, what is kept. */

import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { query } from "../journey/central.mjs";
import { expectVisible } from "../journey/expect.mjs";
import { EDGE } from "../journey/hall.mjs";

const HALL = "yuzhong-zwfw";
const read = (name) => JSON.parse(readFileSync(new URL(`../../../edge-api/deploy/${name}`, import.meta.url), "utf8"));

let count = 0;

/** The number of a case that no other test has. */
export const newCase = () => `CALL-${process.pid}-${Date.now() % 1_000_000}-${(count += 1)}`;

const STEP = {
  item: "11500103009276185R400070900700001",
  name: "新生儿出生登记",
  org: "11500103009276185R",
  agency: "渝中区公安分局",
};
const SERVED = Math.floor(Date.now() / 60_000) * 60 - 86_400;

/** The time of service as lists spell it: in Chongqing, to the minute. */
const served = () => new Date((SERVED + 8 * 3_600) * 1_000).toISOString().slice(0, 16).replace("T", " ");

const row = (one, number) =>
  [one, 1, "办结", served(), STEP.item, STEP.name, STEP.org, STEP.agency, number].join();

/** A case as cells under the names of lists, its time a day and hour as office programs keep them. */
export const cellsOf = (one, number) => ({
  办件编号: one,
  环节序号: 1,
  办理环节: "办结",
  办理时间: new Date((SERVED + 8 * 3_600) * 1_000),
  实施编码: STEP.item,
  事项名称: STEP.name,
  部门代码: STEP.org,
  部门名称: STEP.agency,
  联系电话: number,
});

/** When the service of every case here was rendered. */
export const servedAt = () => new Date(SERVED * 1_000);

/** Brings a list of these cases as a supervisor; with `wrong`, and one row without a number. */
export async function brings(staff, cases, { wrong = false } = {}) {
  const names = "办件编号,环节序号,办理环节,办理时间,实施编码,事项名称,部门代码,部门名称,联系电话";
  const rows = cases.map((one) => row(one, "13800138000"));
  if (wrong) rows.push(row(newCase(), ""));
  const buffer = Buffer.from(`\ufeff${[names, ...rows].join("\r\n")}\r\n`);
  await bringsFile(staff, { name: "名单.csv", mimeType: "text/csv", buffer });
}

/** Brings a list as a file. */
export async function bringsFile(staff, file) {
  await staff.opens("/call-lists");
  await staff.page.locator("#title").fill("十一月第三周");
  await staff.page.locator("#file").setInputFiles(file);
  await staff.page.locator("form[enctype] .button").click();
  await expectVisible(staff.page.locator("main .notice").first());
}

/** Takes the next call, which is about this case. */
export async function takes(staff, one) {
  await staff.opens("/call");
  const next = staff.page.locator("form[action='/call/next'] button");
  if ((await next.count()) > 0) await next.click();
  await expectVisible(staff.page.getByText(one, { exact: true }));
}

/** The same step, rated by the citizen with a ticket of the hall. */
export async function rateElsewhere(one, level) {
  const { ticketKid, ticketSecret } = read("demo.keys.json").halls[HALL];
  const now = Math.floor(Date.now() / 1_000);
  const claims = {
    iss: HALL, aud: read("demo.config.json").audience, iat: now, exp: now + 3_600, jti: `by-${one}`, case: one, step: 1,
    kind: "conclude", svt: SERVED, ...STEP, area: "500103000000", rnd: 1, ch: 1,
  };
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const text = `${part({ alg: "HS256", kid: ticketKid, typ: "JWT" })}.${part(claims)}`;
  const ticket = `${text}.${createHmac("sha256", ticketSecret).update(text).digest("base64url")}`;
  const answer = await fetch(`${EDGE}/v1/evaluations`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ ticket, level }),
  });
  if (answer.status !== 202) throw new Error(`not rated: ${answer.status} ${await answer.text()}`);
}

/** The calls about a case as they lie in the database. */
export const calls = (one) => query("SELECT * FROM workbench.calls WHERE case_no = $1", [one]);

/** What the trail says was done to a call, oldest first. */
export const trail = (call) =>
  query("SELECT alias, action FROM workbench.audit WHERE target_kind = 'call' AND target_id = $1 ORDER BY id", [call]);

/** Ends whatever a failed test left in the queue, so that the next one takes its own case. */
export const letsGo = () =>
  query(`UPDATE workbench.calls SET state = 'declined', ended_at = now(), ended_by = 'test', held_by = NULL,
           held_until = NULL, sealed_number = NULL WHERE ended_at IS NULL`);
