/** The named examples that every part has in its `examples.json`, drawn. */

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const FOLDER = `${ROOT}target/sheets/`;

/** Prints all examples and lists them: `{ file, part, name, about, lang, elder }`. */
export function print() {
  const cargo = ["run", "--quiet", "-p", "haochaping-widget", "--features", "ssr", "--example", "sheets", "--", FOLDER];
  execFileSync("cargo", cargo, { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] });
  return JSON.parse(readFileSync(`${FOLDER}index.json`, "utf8"));
}

/**
 * Shows sheets under each other, each in a shadow root of its own as in a hall's page,
 * so that ids and groups stay apart. The root of a sheet is named by its file.
 */
export async function show(page, sheets, lang) {
  const style = readFileSync(`${FOLDER}widget.css`, "utf8");
  const drawn = sheets.map(({ file }) => {
    const [, sheet] = /<\/h1>(.*)<\/main>/s.exec(readFileSync(FOLDER + file, "utf8"));
    return { file, sheet };
  });
  await page.setContent(
    `<!doctype html><html lang="${lang}"><head><title>Sheets</title></head><body><main><h1>Sheets</h1></main></body></html>`,
  );
  await page.evaluate(
    ({ style, drawn }) => {
      const shared = new CSSStyleSheet();
      shared.replaceSync(style);
      for (const { file, sheet } of drawn) {
        const host = Object.assign(document.createElement("div"), { id: file, className: "sheet" });
        const root = host.attachShadow({ mode: "open" });
        root.adoptedStyleSheets = [shared];
        root.innerHTML = sheet;
        document.querySelector("main").append(host);
      }
    },
    { style, drawn },
  );
}
