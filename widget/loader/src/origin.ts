/** Where this script came from, and with that where its parts and the API are. */

/** Read at once: `currentScript` is null in every later task. */
const script = CLASSIC ? (document.currentScript as HTMLScriptElement | null) : null;

/** The nonce of the host's policy, carried over to what the loader adds. */
export const nonce = script?.nonce;

/**
 * The API's base address without a trailing slash: the attribute, else the origin
 * that served the loader; empty when neither is known.
 */
export function endpointOf(host: Element): string {
  const given = host.getAttribute("endpoint");
  return given ? new URL(given, document.baseURI).href.replace(/\/$/, "") : script ? new URL(script.src).origin : "";
}

/**
 * The folder of engine.js, engine.wasm and widget.css, with a trailing slash.
 * They lie beside the loader, but `/widget/v1/loader.js` is a moving name: its parts
 * are in the folder of its version. A bundled loader takes them from the endpoint.
 */
export function partsOf(host: Element): string {
  return script
    ? script.src.replace(/(\/v\d+)?\/[^/]*$/, (_, moving) => (moving ? `/${VERSION}/` : "/"))
    : `${endpointOf(host)}/widget/${VERSION}/`;
}
