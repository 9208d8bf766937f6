/**
 * The style of all shadow roots: one sheet that they share. A sheet made by script
 * is outside `style-src`; where the browser has none (Safari before 16.4, Firefox
 * before 101) a link to widget.css does the same on pages whose policy allows it.
 */

import { make } from "./dom";

let shared: CSSStyleSheet | undefined;

/** Puts `css` in place of the style so far, in every root. */
export function restyle(css: string): void {
  shared?.replaceSync(css);
}

/** Styles one root; repeating it is harmless. */
export function dress(root: ShadowRoot, folder: string): void {
  if (shared) root.adoptedStyleSheets = [shared];
  else root.replaceChildren(make("link", { rel: "stylesheet", href: `${folder}widget.css` }));
}

try {
  shared = new CSSStyleSheet();
  restyle(CRITICAL_CSS);
} catch {
  // `dress` links the file instead.
}
