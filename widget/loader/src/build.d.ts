/** What the build puts in by name (esbuild `--define`); see xtask/src/build/widget.rs. */

/** Version of the widget, from the workspace's Cargo.toml. */
declare const VERSION: string;
/** True in the script for `<script src>`, false in the module for bundlers. */
declare const CLASSIC: boolean;
/** Style of what the loader paints, minified. */
declare const CRITICAL_CSS: string;
/** Style of the whole form, minified; only in engine.js. */
declare const FORM_CSS: string;
/** `sha256-…` of engine.js and engine.wasm of the same build. */
declare const ENGINE_INTEGRITY: string;
declare const WASM_INTEGRITY: string;
