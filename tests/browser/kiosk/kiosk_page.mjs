/** A kiosk's page in a hall, and the citizen in front of it. */

import { Citizen, WORDS } from "../journey/citizen.mjs";
import { expectVisible } from "../journey/expect.mjs";
import { EDGE, HALL } from "../journey/hall.mjs";

export const TABLET = { viewport: { width: 1280, height: 800 }, hasTouch: true };
export const TABLET_UPRIGHT = { viewport: { width: 800, height: 1280 }, hasTouch: true };
export const TERMINAL = { viewport: { width: 1080, height: 1920 }, hasTouch: true };

export const ELEMENT = "haochaping-rating";
export const POST = "**/v1/evaluations";

/** What is read on the kiosk, written out here so that a changed word is noticed. */
export const KIOSK_WORDS = {
  zh: {
    rest: "欢迎评价本次服务",
    ask: "您还在评价吗？",
    more: "我需要更多时间",
    end: "结束，清空本页",
    finish: "完成",
    kept: "评价已保存，尚未提交",
    notKept: /本机也无法再保存，评价没有提交/,
    notKeptNamed: /姓名和电话不会存入本机/,
  },
  en: {
    rest: "Welcome: rate your service here",
    ask: "Are you still there?",
    more: "I need more time",
    end: "End and clear this page",
    finish: "Finish",
    kept: "Your rating is saved, not yet submitted",
    notKept: /no room to save on this device/,
    notKeptNamed: /your name and number are not stored on this device/,
  },
};

/** Seconds after which the question comes, and how long it stays. */
export const IDLE = 60_000;
export const ASKING = 30_000;
export const THANKS = 20_000;

let count = 0;

export class Kiosk extends Citizen {
  constructor(page, lang) {
    super(page, lang);
    this.page = page;
    this.lang = lang;
    this.says = KIOSK_WORDS[lang];
  }

  /**
   * Opens a page that is a kiosk, at rest. Its clock is the test's: nobody waits a minute.
   * Everything that the page hears of the element is collected.
   */
  static async open(page, { lang = "zh", attributes = "", head = "", clock = true } = {}) {
    page.setDefaultTimeout(20_000);
    if (clock) await page.clock.install();
    count += 1;
    const address = `${HALL}/kiosk-${process.pid}-${count}`;
    const body = `<!doctype html><html lang="${lang === "zh" ? "zh-CN" : "en"}"><head><meta charset="utf-8"><title>窗口平板</title>
<meta name="viewport" content="width=device-width, initial-scale=1">${head}</head><body><main>
<script async src="${EDGE}/widget/v1/kiosk.js"></script><${ELEMENT} mode="kiosk" ${attributes}></${ELEMENT}></main></body></html>`;
    await page.route(address, (route) => route.fulfill({ headers: { "Content-Type": "text/html; charset=utf-8" }, body }));
    await page.addInitScript(listen);
    await page.goto(address);
    const kiosk = new Kiosk(page, lang);
    kiosk.address = address;
    await kiosk.rests();
    return kiosk;
  }

  async rests() {
    await expectVisible(this.page.getByRole("heading", { name: this.says.rest, exact: true }));
  }

  /** As the host does it for each citizen. */
  async serve(ticket) {
    await this.page.locator(ELEMENT).evaluate((element, given) => (element.ticket = given), ticket);
    await this.sees();
  }

  press(words) {
    return this.page.getByRole("button", { name: words, exact: true }).click();
  }

  /** Lets time pass. */
  after(milliseconds) {
    return this.page.clock.fastForward(milliseconds);
  }

  async asks() {
    await expectVisible(this.page.getByRole("alertdialog", { name: this.says.ask }));
  }

  /** Chooses a negative level with a reason and a comment. */
  async complains(comment) {
    await this.choose(2);
    await this.page.locator("input[name=indicator]:visible").first().check();
    await this.comment().fill(comment);
  }

  /** Everything that the page was told, in order: type and state, or the whole detail of another. */
  heard() {
    return this.page.evaluate(() => globalThis.heard);
  }

  /** Everything that a script of the page could still find: markup, texts, values, address, storage. */
  async traces() {
    return this.page.evaluate(async () => {
      const below = (root) => [...root.querySelectorAll("*")].flatMap((e) => [e, ...(e.shadowRoot ? below(e.shadowRoot) : [])]);
      const all = below(document);
      const values = all.map((e) => `${e.value ?? ""} ${e.checked === true ? "checked" : ""}`);
      const attributes = all.flatMap((e) => [...e.attributes].map((a) => a.value));
      const texts = all.map((e) => e.textContent);
      const kept = [localStorage, sessionStorage].flatMap((storage) => Object.entries({ ...storage }).flat());
      return [...values, ...attributes, ...texts, ...kept, location.href, document.title, JSON.stringify(history.state)].join("\n");
    });
  }

  /** What lies in the vault, byte by byte. */
  vault() {
    return this.page.evaluate(
      () =>
        new Promise((resolve, reject) => {
          const request = indexedDB.open("haochaping.vault");
          request.onerror = () => reject(request.error);
          request.onsuccess = () => {
            const store = request.result.transaction("kept").objectStore("kept");
            const [key, text] = [store.get("key"), store.get("text")];
            text.onsuccess = async () => {
              request.result.close();
              const raw = await crypto.subtle.exportKey("raw", key.result).then(
                () => "readable",
                (error) => error.name,
              );
              resolve({ key: raw, text: text.result ? [...new Uint8Array(text.result.data)] : null });
            };
          };
        }),
    );
  }
}

/** Runs in the page. */
function listen() {
  globalThis.heard = [];
  const names = ["ready", "select", "before-submit", "submitted", "queued", "error", "close", "kiosk"];
  for (const name of names) {
    addEventListener(`hcp-${name}`, ({ type, detail }) =>
      globalThis.heard.push(type === "hcp-kiosk" ? detail.state : { type, detail }),
    );
  }
}

export { WORDS };
