/**
 * The sheet with the five radios as the form draws it (widget/src/parts/sheet.rs and
 * levels): same elements, same classes, same order, so that nothing moves when the
 * form takes over. What only the form can fill is an empty box of the same height.
 */

import { make } from "./dom";
import type { Words } from "./words";

const HEAD = "M20 4a16 16 0 1 0 0 32a16 16 0 1 0 0-32";

/** Eyes and mouths, level 5 first. */
const FEATURES = [
  "M13 17q1.5-3 3 0M24 17q1.5-3 3 0M12 22h16a8 8 0 0 1-16 0",
  "M14.5 15v2M25.5 15v2M13 23q7 7 14 0",
  "M14.5 15v2M25.5 15v2M14 25q6 2 12 0",
  "M14.5 15v2M25.5 15v2M13 27q7-6 14 0",
  "M12 13l4 2.5M28 13l-4 2.5M14.5 18v1M25.5 18v1M12 29a8 7 0 0 1 16 0z",
];

export function sheet(host: Element, words: Words, chosen: number): HTMLElement {
  const row = make("div", { class: "hcp-level-row" });
  words.levels.forEach((label, index) => {
    const value = 5 - index;
    const id = `hcp-level-${value}`;
    const place = ` hcp-l${value}`;
    const input = make("input", { type: "radio", name: "level", class: `hcp-level-input${place}`, id, value });
    input.checked = value === chosen;
    const face = make(
      "svg",
      { class: "hcp-face", viewBox: "0 0 40 40", "aria-hidden": true },
      make("path", { d: HEAD + FEATURES[index] }),
    );
    row.append(input, make("label", { class: `hcp-level-label${place}`, for: id }, face, make("span", {}, label)));
  });
  return make(
    "div",
    { class: classes(host), lang: words.tag },
    make(
      "div",
      { class: "hcp-sheet" },
      make("div", { class: "hcp-settings" }),
      make("div", { class: "hcp-matter" }),
      make("fieldset", {}, make("legend", { class: "hcp-question" }, words.question), row),
    ),
  );
}

/** The mode as the form's root names it (widget/src/form/settings.rs). */
export function classes(host: Element): string {
  return `hcp hcp-${host.getAttribute("theme") ?? "auto"}` + (host.hasAttribute("elder") ? " hcp-elder hcp-t1" : "");
}
