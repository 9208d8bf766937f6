/** What the build puts in by name (esbuild `--define`); see xtask/src/build/widget.rs. */

/** Version of the widget, from the workspace's Cargo.toml. */
declare const VERSION: string;
/** True in the script for `<script src>`, false in the module for bundlers. */
declare const CLASSIC: boolean;
/** True in kiosk.js; what only a kiosk needs is left out of the other scripts. */
declare const KIOSK: boolean;
/** Name of the form's two files, without extension. */
declare const ENGINE: string;
/** Style of what the loader paints, minified. */
declare const CRITICAL_CSS: string;
/** Style of the whole form, minified; only in engine.js and kiosk-engine.js. */
declare const FORM_CSS: string;
/** `sha256-…` of those two files of the same build. */
declare const ENGINE_INTEGRITY: string;
declare const WASM_INTEGRITY: string;
