/**
 * Fetches the form: engine.js and engine.wasm at the same time, both with the
 * integrity of this build. One module serves every instance on the page; when it
 * fails, it has failed for all of them.
 */

import { nonce } from "./origin";
import { addSheet } from "./style";

/** What the form gives (wasm-bindgen exports); ids of mounted instances start at 1. */
export interface Engine {
  start(wasm: Promise<Response>): Promise<unknown>;
  style: string;
  mount(host: HTMLElement, container: Element, settings: string, level: number, focused: boolean): number;
  update(id: number, name: string, value: string | undefined): void;
  command(id: number, name: string): void;
  unmount(id: number): void;
}

export const enum State {
  Idle,
  Loading,
  Ready,
  Dead,
}

/** How long the form may take to arrive before the link is shown. */
const PATIENCE_MS = 30_000;

/** Every instance on the page; each is told when the form has arrived or died. */
export const instances = new Set<{ engineChanged(): void }>();

/** Where engine.js hands the form over. */
export const registry: { arrive?: (engine: Engine) => void } = {};

export let state: State = State.Idle;

let engine: Engine;
let folder: string;

/** Starts the downloads; does nothing when they were started before. */
export async function start(from: string): Promise<void> {
  if (state) return;
  state = State.Loading;
  folder = from;
  try {
    const bytes = fetch(`${folder}engine.wasm`, { integrity: WASM_INTEGRITY });
    // A script that fails first must not leave this as an unhandled rejection.
    bytes.catch(() => {});
    engine = await script(`${folder}engine.js`);
    await engine.start(bytes);
    addSheet(engine.style);
    addEventListener("error", onError);
    become(State.Ready);
  } catch (cause) {
    die(cause);
    // Perhaps only the connection was missing: once more when it is back.
    if (!navigator.onLine) {
      addEventListener("online", () => ((state = State.Idle), start(folder)), { once: true });
    }
  }
}

function script(url: string): Promise<Engine> {
  return new Promise((resolve, reject) => {
    registry.arrive = resolve;
    setTimeout(reject, PATIENCE_MS, "timeout");
    const element = document.createElement("script");
    element.integrity = ENGINE_INTEGRITY;
    element.crossOrigin = "";
    if (nonce) element.nonce = nonce;
    element.onerror = () => reject(url);
    element.src = trusted(url);
    document.head.append(element);
    element.remove();
  });
}

/** A script address for pages with `require-trusted-types-for 'script'`. */
function trusted(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  const policy = trustedTypes?.createPolicy("haochaping", { createScriptURL: (given) => given });
  return policy ? policy.createScriptURL(url) : url;
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

/**
 * Calls into the form. A trap leaves its memory in an unknown state, so any throw
 * ends the module for the whole page.
 */
export function call<T>(work: (engine: Engine) => T): T | undefined {
  if (state === State.Ready) {
    try {
      return work(engine);
    } catch (cause) {
      die(cause);
    }
  }
  return undefined;
}

/** A trap in a listener or timer of the form reaches the page only as an error event. */
function onError({ error, filename }: ErrorEvent): void {
  if (state === State.Ready && error instanceof WebAssembly.RuntimeError && (filename + error.stack).includes(folder)) die(error);
}

function die(cause: unknown): void {
  console.error("haochaping-rating can't run here and links to its page instead:", cause);
  become(State.Dead);
}

function become(next: State): void {
  state = next;
  for (const instance of [...instances]) instance.engineChanged();
}
