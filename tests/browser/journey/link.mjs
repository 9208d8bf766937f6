/** A hall that sends short links in text messages. */

import { readFileSync } from "node:fs";
import { EDGE, reportStep } from "./hall.mjs";

const keys = JSON.parse(readFileSync(new URL("../../../edge-api/deploy/demo.keys.json", import.meta.url), "utf8"));

/** What the citizen reads where a link leads to no form; written out so that a changed word is noticed. */
export const WORDS = {
  zh: {
    expired: "这个评价链接已过期",
    unknown: "没有找到这个评价链接",
    lookUp: /每个链接只能评价一次/,
  },
  en: {
    expired: "This rating link has expired",
    unknown: "There is no such rating link",
    lookUp: /Each link takes one rating/,
  },
};

/** Reports a step for a text message and gets its link; `changes` replaces members of the request. */
export async function sendLink(changes = {}) {
  const step = await reportStep({ channel: 7 });
  const answer = await fetch(`${EDGE}/v1/links`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${keys.halls["yuzhong-zwfw"].apiKey}` },
    body: JSON.stringify({ tickets: [step.ticket], ...changes }),
  });
  const body = await answer.text();
  if (answer.status !== 200) throw new Error(`link refused: ${answer.status} ${body}`);
  const [{ link }] = JSON.parse(body).results;
  if (!link) throw new Error(`no link: ${body}`);
  return { ...step, ...link };
}
