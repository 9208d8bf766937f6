/** Contenders' scripts, bundled with esbuild as an app of today would; nothing of it is shipped. */

import { build } from "esbuild";
import { fileURLToPath } from "node:url";

/** Where the contenders' packages are installed. */
export const MODULES = new URL("node_modules/", import.meta.url);

/** The bundle of `pages/<name>`, minified, for the browsers that the widget is built for. */
export async function script(name) {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`pages/${name}`, import.meta.url))],
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    legalComments: "none",
    charset: "utf8",
    define: { "process.env.NODE_ENV": '"production"', __SENTRY_DEBUG__: "false", __SENTRY_TRACING__: "false" },
    conditions: ["production"],
    write: false,
    logLevel: "warning",
  });
  return Buffer.from(outputFiles[0].contents);
}
