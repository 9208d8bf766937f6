/** Series of things that may happen to the element, as data; `acts.mjs` carries them out. */

import fc from "fast-check";
import { PAYLOADS } from "../abuse/payloads.mjs";

const WATCHED = ["ticket", "endpoint", "lang", "mode", "theme", "text-scale", "elder", "shared"];
const OTHERS = ["class", "style", "hidden", "dir", "title", "inert", "tabindex", "part", "slot", "is", "onhcp-ready", "data-x"];
const EVENTS = [
  "online", "offline", "storage", "focus", "blur", "pagehide", "pageshow", "resize", "message", "error", "unhandledrejection",
  "hcp-ready", "hcp-select", "hcp-submitted", "hcp-queued", "hcp-error", "hcp-close", "change", "input", "submit", "click",
  "keydown", "focusin", "focusout", "visibilitychange", "slotchange", "toggle", "cancel",
];

const text = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
  { weight: 3, arbitrary: fc.constantFrom(...PAYLOADS) },
  { weight: 2, arbitrary: fc.constantFrom("", "0", "1", "2", "auto", "dark", "light", "dialog", "inline", "zh", "en", "zh-Hant", "x".repeat(9_000), "a.b.c") },
  { weight: 2, arbitrary: fc.constantFrom("http://[", "//evil.example", "javascript:hit()//", "http://evil.example/", "about:blank", "..", "\u0000") },
);

/** Texts that are nearly what the page keeps for evaluations that wait. */
const kept = fc.oneof(
  text,
  fc.array(fc.oneof(text, fc.nat().map(String)), { maxLength: 12 }).map((fields) => `1\n${fields.join("\t")}`),
  fc.constantFrom("1", "1\n", "2\n", "99999999999\n", "1\n0\t0\t0\t0\t0\t\t\t\t", "-1", "1\n18446744073709551616\t0\t0\t0\t0\t\ta\tb\tc"),
);

const data = fc.oneof(text, fc.jsonValue({ maxDepth: 3 }), fc.constantFrom(
  { source: "rating", v: 1, type: "submit" }, { type: "hcp-submit", level: 5 }, { __proto__: null, constructor: "x" }, null,
));

const action = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("set"), name: fc.constantFrom(...WATCHED), value: text }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("remove"), name: fc.constantFrom(...WATCHED) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("set"), name: fc.constantFrom(...OTHERS), value: text }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("property"), name: fc.constantFrom("ticket", "endpoint", "lang", "mode", "textScale", "elder", "shared"), value: data }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("message"), from: fc.constantFrom("page", "stranger"), value: data }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("keep"), key: fc.constantFrom("haochaping.queue", "haochaping.other"), value: kept }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("event"), type: fc.constantFrom(...EVENTS), at: fc.constantFrom("element", "window", "document"), value: data }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("call"), name: fc.constantFrom("reset", "open", "close", "focus", "blur", "connectedCallback") }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom("leave", "return", "move", "twin", "children", "choose", "wait", "good") }) },
);

/** One series. */
export const actions = fc.array(action, { minLength: 1, maxLength: 18 });
