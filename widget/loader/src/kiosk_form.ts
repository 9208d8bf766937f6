/** kiosk-engine.js: the form as form.ts hands it over, with the vault that its queue lies in. */

import * as glue from "glue";
import type { HaochapingRating } from "./element";
import { Vault } from "./vault";

const element = customElements.get("haochaping-rating") as typeof HaochapingRating | undefined;

element?.registry.arrive?.({
  start: async (wasm) => {
    await glue.default({ module_or_path: wasm });
    glue.keep_in(new Vault());
  },
  style: FORM_CSS,
  mount: glue.mount,
  update: glue.update,
  command: glue.command,
  unmount: glue.unmount,
});
