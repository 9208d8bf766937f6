/** Tickets that no report can give: signed with the demo hall's key, outside their time. */

import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { EDGE, reportStep } from "../journey/hall.mjs";

const HALL_ID = "yuzhong-zwfw";
const DAY = 86_400;
const read = (name) => JSON.parse(readFileSync(new URL(`../../../edge-api/deploy/${name}`, import.meta.url), "utf8"));
const { ticketKid, ticketSecret } = read("demo.keys.json").halls[HALL_ID];
const { audience } = read("demo.config.json");

let count = 0;

/** A ticket (JWT, HS256) that holds from `start` to `end`, both in days from now. */
function signed(start, end) {
  count += 1;
  const now = Math.floor(Date.now() / 1000);
  const unique = `access-${now}-${process.pid}-${count}`;
  const claims = {
    iss: HALL_ID, aud: audience, iat: now + Math.min(start, 0) * DAY, nbf: now + start * DAY, exp: now + end * DAY,
    jti: unique, case: unique, step: 1, kind: "conclude", svt: now - 9 * DAY,
    item: "11500103009276185R400070900700001", name: "新生儿出生登记",
    org: "11500103009276185R", agency: "渝中区公安分局", area: "500103000000", rnd: 1, ch: 1,
  };
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const text = `${part({ alg: "HS256", kid: ticketKid, typ: "JWT" })}.${part(claims)}`;
  return `${text}.${createHmac("sha256", ticketSecret).update(text).digest("base64url")}`;
}

/** One whose time has passed. */
export const expired = () => signed(-8, -1);

/** One whose time has not come. */
export const early = () => signed(1, 8);

/** One that nobody signed. */
export const FORGED = `${signed(-1, 1).slice(0, -8)}AAAAAAAA`;

/** One of a reported step, as halls get it. */
export const fresh = async (changes) => (await reportStep(changes)).ticket;

/** One whose step was rated a moment ago. */
export async function used() {
  const ticket = await fresh();
  const answer = await fetch(`${EDGE}/v1/evaluations`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ ticket, level: 5, indicators: [] }),
  });
  if (answer.status !== 202) throw new Error(`not rated: ${answer.status} ${await answer.text()}`);
  return ticket;
}
