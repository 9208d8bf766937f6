/**
 * The package as an app's bundler takes it: installed under `node_modules`, found by its
 * name, its snippets compiled as they are but for the address of the edge.
 */

import { build } from "esbuild";
import { cpSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { EDGE } from "../journey/hall.mjs";
import { VERSION } from "./host_page.mjs";

const ROOT = new URL("../../../", import.meta.url);
const MODULES = fileURLToPath(new URL("tests/node_modules", ROOT));
const WIDGET = new URL("widget/", ROOT);
const CITY = "https://pj.example.gov.cn";
const PRODUCTION = {
  "process.env.NODE_ENV": '"production"',
  __VUE_OPTIONS_API__: "false",
  __VUE_PROD_DEVTOOLS__: "false",
  __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
};

/** Makes the folder of an app that has the package installed; answers with its path. */
export function install(name) {
  const app = new URL(`target/consumers/${name}/`, ROOT);
  const installed = new URL("node_modules/haochaping-rating/", app);
  rmSync(app, { recursive: true, force: true });
  mkdirSync(installed, { recursive: true });
  cpSync(new URL("package/", WIDGET), installed, { recursive: true });
  cpSync(new URL(`dist/${VERSION}/`, WIDGET), new URL("dist/", installed), { recursive: true });
  return app;
}

/** Bundles an app whose entry is `source`; it imports a snippet as `./snippet.jsx` or `./snippet.vue`. */
export async function bundle(name, snippet, source) {
  const app = install(name);
  cpSync(new URL(`node_modules/haochaping-rating/snippets/${snippet}`, app), new URL(`snippet.${snippet.split(".").pop()}`, app));
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: fileURLToPath(app), loader: "js" },
    bundle: true,
    format: "esm",
    jsx: "automatic",
    // The app's other packages, as if installed beside this one.
    nodePaths: [MODULES],
    define: PRODUCTION,
    plugins: [snippets],
    write: false,
    logLevel: "warning",
  });
  return outputFiles[0].text;
}

const snippets = {
  name: "snippets",
  setup: ({ onLoad }) => {
    const read = (path) => readFileSync(path, "utf8").replaceAll(CITY, EDGE);
    onLoad({ filter: /snippet\.jsx$/ }, ({ path }) => ({ contents: read(path), loader: "jsx" }));
    onLoad({ filter: /snippet\.vue$/ }, async ({ path }) => ({ contents: await compiled(path, read(path)), loader: "js" }));
  },
};

/** A component of Vue as a module, compiled with what the package says about its tag. */
async function compiled(path, source) {
  const { compileScript, parse } = createRequire(import.meta.url)("vue/compiler-sfc");
  const { isCustomElement } = await import(new URL("node_modules/haochaping-rating/vue.mjs", new URL(`file://${path}`)));
  const { descriptor, errors } = parse(source, { filename: path });
  if (errors.length > 0) throw new Error(`${path}: ${errors.join("; ")}`);
  const templateOptions = { compilerOptions: { isCustomElement } };
  return compileScript(descriptor, { id: "snippet", inlineTemplate: true, templateOptions }).content;
}
