/** Elements by DOM calls only: nothing is parsed, so Trusted Types have nothing to refuse. */

/** Makes an HTML or SVG element. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, unknown>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K];
export function make(tag: "svg" | "path", attributes: Record<string, unknown>, ...children: Node[]): SVGElement;
export function make(tag: string, attributes: Record<string, unknown>, ...children: (Node | string)[]): Element {
  const space = tag === "svg" || tag === "path" ? "2000/svg" : "1999/xhtml";
  const element = document.createElementNS(`http://www.w3.org/${space}`, tag);
  for (const name in attributes) element.setAttribute(name, `${attributes[name]}`);
  element.append(...children);
  return element;
}
