/**
 * The words that are on screen before the form's own are there. The question and the
 * levels are those of the form; a test compares them.
 */

export interface Words {
  tag: string;
  question: string;
  /** Level 5 first, as on every national page. */
  levels: string[];
  close: string;
  /** Where the form can't run. */
  link: string;
}

const ZH: Words = {
  tag: "zh-CN",
  question: "您对本次服务满意吗？",
  levels: ["非常满意", "满意", "基本满意", "不满意", "非常不满意"],
  close: "关闭",
  link: "打开评价页面",
};

const EN: Words = {
  tag: "en",
  question: "How satisfied are you with this service?",
  levels: ["Very satisfied", "Satisfied", "Fairly satisfied", "Dissatisfied", "Very dissatisfied"],
  close: "Close",
  link: "Open the rating page",
};

/** The words for an element, by the `lang` on it or around it; Chinese for any other language. */
export const wordsFor = (host: Element): Words => (host.matches(":lang(en)") ? EN : ZH);

/** What a kiosk says where the form can't run: a link would lead away from it. */
export const outOfOrder = (host: Element): string =>
  host.matches(":lang(en)") ? "Rating is not available at the moment. Tell the staff." : "评价暂时无法使用，请告知工作人员";
