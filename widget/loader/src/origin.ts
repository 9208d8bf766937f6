/** Where this script came from, and with that where its parts and the API are. */

/** Read at once: `currentScript` is null in every later task. */
const script = CLASSIC ? (document.currentScript as HTMLScriptElement | null) : null;

/** The nonce of the host's policy, carried over to what the loader adds. */
export const nonce = script?.nonce;

/**
 * The API's base address without a trailing slash: the attribute, else the origin
 * that served the loader; empty, which is the page's own, when neither is known or
 * the attribute is no address of the web: it becomes a link.
 */
export function endpointOf(host: Element): string {
  return (host.getAttribute("endpoint") ?? (script ? new URL(script.src).origin : "")).replace(/^(?!https?:|\/).*|\/$/s, "");
}

/**
 * The folder of engine.js, engine.wasm and widget.css, with a trailing slash: named by
 * the version, beside or equal to the loader's own (`/widget/v1/loader.js` is a moving
 * name). A bundled loader takes them from the endpoint.
 */
export function partsOf(host: Element): string {
  return (script ? script.src.replace(/[^/]*\/[^/]*$/, "") : `${endpointOf(host)}/widget/`) + `${VERSION}/`;
}
