/** A hall that has a code at a window, and whoever scans it. */

import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { expectVisible } from "./expect.mjs";
import { EDGE } from "./hall.mjs";

const keys = JSON.parse(readFileSync(new URL("../../../edge-api/deploy/demo.keys.json", import.meta.url), "utf8"));
const AGENCY = "11500103009276185R";

/** What the citizen reads; written out here so that a changed word is noticed. */
export const WORDS = {
  zh: {
    heading: "评价窗口服务",
    question: "您刚才办理的是哪个事项？",
    queue: "排队号（选填）",
    next: "下一步",
    wrong: "请更正后继续",
    missing: "请选择您办理的事项",
    personal: "请不要填写手机号、身份证号等个人号码",
    closed: "这个评价码已停用",
    renewed: "这个评价码已更换",
    unknown: "没有找到这个评价码",
    often: "请稍候再评价",
  },
  en: {
    heading: "Rate the service at this window",
    question: "What did you come for?",
    queue: "Queue number (optional)",
    next: "Continue",
    wrong: "Correct this to continue",
    missing: "Choose what you came for",
    personal: "Do not enter a telephone, identity or other personal number",
    closed: "This code is no longer in use",
    renewed: "This code has been replaced",
    unknown: "There is no such code",
    often: "Please wait a moment",
  },
};

export const ITEMS = [
  { code: `${AGENCY}400070900700001`, name: "新生儿出生登记" },
  { code: `${AGENCY}400070900700002`, name: "夫妻投靠、子女投靠、父母投靠户口迁移（市外迁入）" },
  { code: `${AGENCY}400070900700003`, name: "居民身份证换领" },
];

async function asHall(path, body) {
  const answer = await fetch(`${EDGE}/v1/points${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${keys.halls["yuzhong-zwfw"].apiKey}` },
    body: body && JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`points${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** Registers a window that nobody else uses; `changes` replaces members. */
export const register = (changes = {}) =>
  asHall("", {
    id: `w-${randomUUID().slice(0, 24)}`,
    window: "3号窗口",
    agencyCode: AGENCY,
    agencyName: "重庆市公安局渝中区分局",
    staff: "工号 0317",
    step: "apply",
    asks: "queue_no",
    items: ITEMS,
    ...changes,
  });

/** Says who stands at the window: whoever has this ticket, or nobody. */
export const session = ({ id }, ticket) => asHall(`/${id}/sessions`, ticket === undefined ? {} : { ticket });

export const renew = ({ id }) => asHall(`/${id}/renewal`);
export const close = ({ id }) => asHall(`/${id}/closing`);

/** Whoever scans a code, up to the rating page. */
export class Visitor {
  constructor(page, lang = "zh", elder = false) {
    Object.assign(this, { page, words: WORDS[lang], query: `?lang=${lang}${elder ? "&elder=1" : ""}` });
  }

  scans({ url }) {
    return this.page.goto(`${EDGE}${new URL(url).pathname}${this.query}`);
  }

  heading(words) {
    return this.page.getByRole("heading", { name: words, exact: true });
  }

  async isAsked() {
    await expectVisible(this.heading(this.words.heading));
    await expectVisible(this.page.getByRole("group", { name: this.words.question }));
    if (await this.page.getByRole("radio", { checked: true }).count()) throw new Error("an item was chosen beforehand");
  }

  came(item) {
    return this.page.getByRole("radio", { name: item.name, exact: true }).check();
  }

  number() {
    return this.page.getByLabel(this.words.queue, { exact: true });
  }

  next() {
    return this.page.getByRole("button", { name: this.words.next, exact: true }).click();
  }
}

/** The edge's own case number, which the ticket in the address of the rating page holds. */
export function caseOf(page) {
  const ticket = new URL(page.url()).pathname.replace("/r/", "");
  return JSON.parse(Buffer.from(ticket.split(".")[1], "base64url").toString()).case;
}
