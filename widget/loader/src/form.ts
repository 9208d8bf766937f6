/** engine.js: wasm-bindgen's glue and the form's style, handed over to the loader. */

import * as glue from "glue";
import type { HaochapingRating } from "./element";

const element = customElements.get("haochaping-rating") as typeof HaochapingRating | undefined;

element?.registry.arrive?.({
  start: (wasm) => glue.default({ module_or_path: wasm }),
  style: FORM_CSS,
  mount: glue.mount,
  update: glue.update,
  command: glue.command,
  unmount: glue.unmount,
});
