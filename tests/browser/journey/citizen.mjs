/**
 * The citizen as a persona: finds what is on the sheet by what can be read there.
 * Locators look into open shadow roots, so the same steps work in the widget and on
 * the hosted page.
 */

import { expectVisible } from "./expect.mjs";

/** What a citizen reads, by language; written out here so that a changed word is noticed. */
export const WORDS = {
  zh: {
    question: "您对本次服务满意吗？",
    levels: { 5: "非常满意", 4: "满意", 3: "基本满意", 2: "不满意", 1: "非常不满意" },
    comment: "还想说点什么？（选填）",
    hidden: "为保护您的隐私，已隐去号码",
    switch: "我愿意留下联系方式，便于回访",
    name: "姓名",
    phone: "联系电话",
    consentContact: "同意仅用于核实和回访（必选）",
    consentPublish: "同意公开评价内容（不含个人信息）（选填）",
    submit: "提交评价",
    submitAgain: "提交追加评价",
    submitted: "评价已提交",
    submittedAgain: "追加评价已提交",
    already: "本次服务已评价",
    notSubmitted: "评价尚未提交",
    within: /5个工作日/,
  },
  en: {
    question: "How satisfied are you with this service?",
    levels: { 5: "Very satisfied", 4: "Satisfied", 3: "Fairly satisfied", 2: "Dissatisfied", 1: "Very dissatisfied" },
    comment: "Anything else to tell us? (optional)",
    hidden: "A personal number was hidden to protect your privacy",
    switch: "Leave my name and number so that you can call me back",
    name: "Name",
    phone: "Telephone number",
    consentContact: "Use them only to check this and call me back (required)",
    consentPublish: "My rating may be published, without my name or number (optional)",
    submit: "Submit rating",
    submitAgain: "Submit additional rating",
    submitted: "Your rating has been submitted",
    submittedAgain: "Your additional rating has been submitted",
    already: "This service has already been rated",
    notSubmitted: "Your rating has not been submitted",
    within: /5 working days/,
  },
};

/** A receipt as it is shown: twenty characters without I, L, O, U. */
const RECEIPT = /^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/;

export class Citizen {
  /** `where`: the page, or a locator within it. */
  constructor(where, lang = "zh") {
    this.where = where;
    this.words = WORDS[lang];
  }

  level(level) {
    return this.where.getByRole("radio", { name: this.words.levels[level], exact: true });
  }

  reason(code) {
    return this.where.locator(`input[name=indicator][value="${code}"]`);
  }

  comment() {
    return this.where.getByLabel(this.words.comment, { exact: true });
  }

  heading(words) {
    return this.where.getByRole("heading", { name: words, exact: true });
  }

  /** Waits for `what`, and when it does not come says what the sheet shows instead. */
  async orElse(what, wait) {
    try {
      await wait();
    } catch (error) {
      const instead = await this.where.locator(".hcp").allInnerTexts();
      throw new Error(`no ${what} to be seen, but ${JSON.stringify(instead)}`, { cause: error });
    }
  }

  /** Waits until the whole form is there; nothing may be chosen beforehand. */
  async sees() {
    await this.orElse("form", async () => {
      await expectVisible(this.where.getByRole("group", { name: this.words.question }));
      await expectVisible(this.comment());
    });
    for (const level of [5, 4, 3, 2, 1]) {
      if (await this.level(level).isChecked()) throw new Error(`level ${level} was chosen beforehand`);
    }
  }

  choose(level) {
    return this.level(level).check();
  }

  /** Opens “more” of the chosen level where the reason stands behind it. */
  async because(code) {
    const reason = this.reason(code);
    await reason.waitFor({ state: "attached" });
    if (!(await reason.isVisible())) {
      await this.where.locator(`details:has(input[value="${code}"]) > summary`).click();
    }
    await reason.check();
  }

  submit(words = this.words.submit) {
    return this.where.getByRole("button", { name: words, exact: true }).click();
  }

  /** The receipt that is shown after the heading `words`. */
  async receipt(words = this.words.submitted) {
    await this.orElse("receipt", () => expectVisible(this.heading(words)));
    const shown = (await this.where.locator(".hcp-code").innerText()).trim();
    if (!RECEIPT.test(shown)) throw new Error(`${shown} is no receipt`);
    return shown;
  }
}

/** A receipt as the centre keeps it. */
export const plain = (receipt) => receipt.replaceAll("-", "");
