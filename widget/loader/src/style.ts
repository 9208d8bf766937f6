/**
 * Styles for the shadow roots: sheets that all instances share. A sheet made by
 * script is outside `style-src`; where the browser has none (Safari before 16.4,
 * Firefox before 101) a link to widget.css does the same on pages whose policy
 * allows its origin.
 */

import { html } from "./dom";

const sheets: CSSStyleSheet[] = [];

/** Adds a sheet for every root that is dressed from now on. */
export function addSheet(css: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    sheets.push(sheet);
  } catch {
    // `dress` links the file instead.
  }
}

/** Styles one root with all sheets that are there; repeating it is harmless. */
export function dress(root: ShadowRoot, folder: string): void {
  if (sheets[0] && root.adoptedStyleSheets) root.adoptedStyleSheets = sheets;
  else if (!root.querySelector("link")) root.prepend(html("link", { rel: "stylesheet", href: `${folder}widget.css` }));
}

addSheet(CRITICAL_CSS);
