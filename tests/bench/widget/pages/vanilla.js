/**
 * The limit: the same first screen by hand, and nothing else. Five native radios with the same
 * texts, faces and touch targets in a shadow root; no form behind them, no second language, no
 * theme, no dialog, no fallback.
 */

const LEVELS = ["非常满意", "满意", "基本满意", "不满意", "非常不满意"];
const FACES = [
  "M13 17q1.5-3 3 0M24 17q1.5-3 3 0M12 22h16a8 8 0 0 1-16 0",
  "M14.5 15v2M25.5 15v2M13 23q7 7 14 0",
  "M14.5 15v2M25.5 15v2M14 25q6 2 12 0",
  "M14.5 15v2M25.5 15v2M13 27q7-6 14 0",
  "M12 13l4 2.5M28 13l-4 2.5M14.5 18v1M25.5 18v1M12 29a8 7 0 0 1 16 0z",
];
const sheet = new CSSStyleSheet();
sheet.replaceSync(
  `:host{display:block}*{box-sizing:border-box}fieldset{max-width:560px;margin:0 auto;padding:180px 16px 16px;border:0;border-radius:8px;background:#fff;color:#14181d}
legend{float:left;width:100%;padding:0;margin:0 0 12px;font-size:1.25em;font-weight:600;line-height:1.4}
div{clear:both;display:grid;grid-template-columns:repeat(5,minmax(0,1fr));gap:8px}
label{position:relative;display:flex;flex-direction:column;align-items:center;gap:4px;min-height:44px;padding:8px 2px;border:1px solid #77828e;border-radius:8px;line-height:1.3;text-align:center;text-wrap:balance}
label:has(:checked){border-color:#0b57b7;background:#0b57b7;color:#fff;font-weight:600}
label:has(:focus-visible){outline:3px solid #0b57b7;outline-offset:2px}
input{position:absolute;inset:0;width:100%;height:100%;margin:0;opacity:0}
svg{width:2em;height:2em;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}`,
);

customElements.define(
  "plain-rating",
  class extends HTMLElement {
    connectedCallback() {
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [sheet];
      root.innerHTML = `<fieldset><legend>您对本次服务满意吗？</legend><div>${LEVELS.map(
        (label, index) =>
          `<label><input type="radio" name="level" value="${5 - index}"><svg viewBox="0 0 40 40" aria-hidden="true"><path d="M20 4a16 16 0 1 0 0 32a16 16 0 1 0 0-32${FACES[index]}"/></svg><span>${label}</span></label>`,
      ).join("")}</div></fieldset>`;
    }
  },
);
