/**
 * The five radios as the form draws them (widget/src/parts/levels): same elements,
 * same classes, same order, so that nothing moves when the form takes over.
 */

import { html, svg } from "./dom";
import type { Words } from "./words";

/** Mouths of the faces, level 5 first; the eyes are the same for all. */
const MOUTHS = ["M9 18a7 7 0 0 0 14 0z", "M10 19q6 6 12 0", "M11 20.5h10", "M10 22q6-5 12 0", "M9 23a7 7 0 0 1 14 0"];

export function levels(words: Words, chosen: number): HTMLFieldSetElement {
  const options = words.levels.map((label, index) => {
    const level = 5 - index;
    const input = html("input", {
      class: "hcp-level-input",
      type: "radio",
      name: "level",
      id: `hcp-level-${level}`,
      value: `${level}`,
    });
    input.checked = level === chosen;
    return html(
      "div",
      { class: "hcp-level" },
      input,
      html("label", { class: "hcp-level-label", for: input.id }, face(index), html("span", {}, label)),
    );
  });
  return html(
    "fieldset",
    { class: "hcp-levels" },
    html("legend", { class: "hcp-question" }, words.question),
    html("div", { class: "hcp-level-row" }, ...options),
  );
}

function face(index: number): Element {
  return svg(
    "svg",
    { class: "hcp-face", viewBox: "0 0 32 32", "aria-hidden": "true" },
    svg("path", { d: `M11 12v2M21 12v2${MOUTHS[index]}` }),
  );
}
