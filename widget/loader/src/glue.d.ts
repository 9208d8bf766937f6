/** The module that wasm-bindgen writes (`--target web`); the build says where it is. */
declare module "glue" {
  import type { Engine } from "./engine";
  export default function start(options: { module_or_path: Promise<Response> }): Promise<unknown>;
  export const mount: Engine["mount"];
  export const update: Engine["update"];
  export const command: Engine["command"];
  export const unmount: Engine["unmount"];
  /** Only in the kiosk's. */
  export function keep_in(vault: import("./vault").Vault): void;
}
