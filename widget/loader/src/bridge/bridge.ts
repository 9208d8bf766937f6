/**
 * bridge.js: tells the app, mini-program or page around this one where the form stands, and
 * follows how it wants the form shown. A page includes it where that is wanted; nothing is
 * sent otherwise. What may be said and heard is decided in contract/src/bridge.
 *
 * `data-host` names the host (`auto` by default), `data-origins` the pages that may frame this
 * one, `data-schemes` the app's own, `data-state` why there is no form.
 */

import start, { choose, hears, judge, write } from "bridge-glue";
import wasm from "bridge-wasm";
import { allow, found, keep, listen, send } from "./channels";
import { catchUp, follow, isOpen, measure, type Settings } from "./page";

/** Read at once: `currentScript` is null in every later task. */
const { host = "auto", origins = "", schemes = "", state = "" } = (document.currentScript as HTMLScriptElement).dataset;
const framed = parent !== self;

/** What apps announce when their way out is there. */
const ARRIVALS = ["flutterInAppWebViewPlatformReady", "UniAppJSBridgeReady", "WeixinJSBridgeReady", "AlipayJSBridgeReady"];
/** Longest message that is looked at. */
const LONGEST = 8192;

let ready = false;
/** Events of the form that no channel has taken yet, oldest first. */
const waiting: [event: string, said: string][] = [];
let measured = false;
/** What came in before it could be read. */
const early: (() => void)[] = [];
/** What was told last of the form's height, and of the form by its `hcp-ready`. */
const last = { size: "", form: "" };

function tell(event: string, said: unknown = ""): void {
  // Of heights the last one counts; all else is told, however long it waits for a way out.
  const known = event === "size" && waiting.find(([other]) => other === event);
  if (known) known[1] = `${said}`;
  else waiting.push([event, `${said}`]);
  flush();
}

/**
 * Whether the host knows this already: the height has not changed, or a form that says with
 * `hcp-ready` how it stands says so again (why it is closed with `hcp-error`, too). Whatever
 * else happens twice is told twice.
 */
function isKnown(event: string, text: string): boolean {
  const about = event === "size" ? event : "form";
  const known = last[about] === text;
  last[about] = event === "size" || event === "hcp-ready" ? text : "";
  return known;
}

function flush(): void {
  if (!ready) return;
  const channel = choose(host, found(), framed);
  if (!channel) return;
  for (const [event, said] of waiting.splice(0)) {
    const text = write(channel, event, said);
    if (!text || isKnown(event, text)) continue;
    try {
      send(channel, text);
    } catch (cause) {
      console.error("haochaping bridge: the host refused a message", cause);
    }
  }
}

const leave = (): void => tell("hcp-close");

/** Takes a message of the host: a text, or the object that mini-programs make of it. */
function receive(given: unknown): void {
  if (!ready) {
    early.push(() => receive(given));
    return;
  }
  const message = object(given);
  const verdict = message ? judge(message, schemes) : "ignored";
  if (verdict === "settings") {
    follow(message as Settings, leave);
  } else if (verdict !== "ignored") tell("hcp-error", verdict);
}

/** A plain object of JSON, of which no member can change once it was judged. */
function object(given: unknown): object | undefined {
  try {
    const text = typeof given === "string" ? given : JSON.stringify(given);
    const value: unknown = text.length > LONGEST ? null : JSON.parse(text);
    return value instanceof Object && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined; // somebody else's message
  }
}

for (const type of ["hcp-ready", "hcp-submitted", "hcp-queued", "hcp-error", "hcp-close"]) {
  addEventListener(type, (event) => {
    const { state, code } = ((event as CustomEvent).detail ?? {}) as { state?: string; code?: string };
    tell(type, state ?? code);
    if (type === "hcp-ready") look();
  });
}

function arrived({ source, origin, data, ports }: MessageEvent): void {
  const sender = source === null ? "app" : source === parent ? "parent" : "window";
  if (!hears(sender, framed, origin, origins)) return;
  if (ports[0] && sender === "app") {
    keep(ports[0], receive);
    flush();
  } else receive(data);
}

addEventListener("message", (event) => {
  if (ready) arrived(event);
  else early.push(() => arrived(event));
});

// Apps call this: evaluateJavascript, runJavaScript, injectJavaScript, evalJS.
Object.assign(self, { haochapingBridge: Object.freeze({ receive }) });

/** A way out may be there now. */
function surface(): void {
  listen(receive);
  flush();
}

/** A form may have come. */
function look(): void {
  if (!ready) return;
  catchUp(leave);
  measured ||= measure((height) => tell("size", height));
}

async function begin(): Promise<void> {
  allow(origins.split(" ").filter(Boolean));
  await start({ module_or_path: wasm });
  ready = true;
  listen(receive);
  // Before anything that waited: a host that answers it must find the page listening.
  waiting.unshift(["ready", ""]);
  if (state) tell("hcp-ready", state);
  else if (isOpen()) tell("hcp-ready", "open");
  early.splice(0).forEach((hear) => hear());
  for (const name of ARRIVALS) {
    // Of the document with some, of the window with others; the one bubbles to the other, or not.
    for (const where of [self, document]) where.addEventListener(name, surface);
  }
  look();
  flush();
}

/** Without WebAssembly there is no bridge; the form goes its own way. */
function attempt(): void {
  begin().catch((cause) => console.error("haochaping bridge cannot run:", cause));
}

if (document.readyState === "loading") addEventListener("DOMContentLoaded", attempt);
else attempt();
