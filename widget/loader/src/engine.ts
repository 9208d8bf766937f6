/**
 * Fetches the form: engine.js and engine.wasm at the same time, both with the
 * integrity of this build. One module serves every instance on the page; when it
 * fails, it has failed for all of them.
 */

import { nonce } from "./origin";
import { restyle } from "./style";

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

/** How long the form's script may take to arrive before the link is shown. */
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
    const wasm = fetch(`${folder}${ENGINE}.wasm`, { integrity: WASM_INTEGRITY });
    // A script that fails first must not leave this as an unhandled rejection.
    wasm.catch(() => {});
    engine = await script(`${folder}${ENGINE}.js`);
    await engine.start(wasm);
    restyle(engine.style);
    become(State.Ready);
  } catch (cause) {
    die(cause);
  }
}

function script(url: string): Promise<Engine> {
  return new Promise((resolve, reject) => {
    registry.arrive = resolve;
    setTimeout(reject, PATIENCE_MS);
    const element = Object.assign(document.createElement("script"), {
      integrity: ENGINE_INTEGRITY,
      crossOrigin: "",
      nonce: nonce ?? "",
      onerror: reject,
      src: trusted(url),
    });
    document.head.append(element);
    element.remove();
  });
}

/** A script address for pages with `require-trusted-types-for 'script'`. */
function trusted(url: string): string {
  const { trustedTypes } = self as { trustedTypes?: TrustedTypes };
  return trustedTypes?.createPolicy("haochaping", { createScriptURL: (given) => given }).createScriptURL(url) ?? url;
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

/**
 * Calls the form, while it lives. A trap leaves its memory in an unknown state, so any
 * throw ends it for the whole page.
 */
export function call<K extends Exports>(name: K, ...values: Parameters<Engine[K]>): ReturnType<Engine[K]> | undefined {
  try {
    if (state === State.Ready) return (engine[name] as (...values: unknown[]) => ReturnType<Engine[K]>)(...values);
  } catch (cause) {
    die(cause);
  }
  return undefined;
}

type Exports = "mount" | "update" | "command" | "unmount";

/** A trap in a listener or timer of the form reaches the page only as an error event. */
addEventListener("error", ({ error }) => {
  if (state === State.Ready && error instanceof WebAssembly.RuntimeError && error.stack!.includes(folder)) die(error);
});

function die(cause: unknown): void {
  console.error("haochaping-rating cannot run:", cause);
  become(State.Dead);
}

function become(next: State): void {
  state = next;
  instances.forEach((instance) => instance.engineChanged());
}
