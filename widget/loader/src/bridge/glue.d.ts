/** What wasm-bindgen writes for widget/bridge, and its wasm; the build says where they are. */
declare module "bridge-glue" {
  export default function start(options: { module_or_path: Uint8Array }): Promise<unknown>;
  export function choose(asked: string, found: string, framed: boolean): string | undefined;
  export function write(channel: string, event: string, said: string): string | undefined;
  export function hears(sender: string, framed: boolean, origin: string, allowed: string): boolean;
  export function judge(message: object, schemes: string): string;
}

declare module "bridge-wasm" {
  const bytes: Uint8Array;
  export default bytes;
}
