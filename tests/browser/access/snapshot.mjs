/**
 * What assistive technology is given, as files: accessibility trees (Playwright's
 * ariaSnapshot), one of every state in `snapshots/{state}.{lang}.yml` and those of a
 * part's examples in `sheets/{part}.{lang}.yml`. A file that is missing, says something
 * else or belongs to nothing fails its test. After a change that is meant, write them
 * anew and read the difference:
 *
 *     ACCESS_SNAPSHOTS=write cargo xtask test browser
 *     git diff tests/browser/access
 */

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

const WRITE = process.env.ACCESS_SNAPSHOTS === "write";

/** What differs from run to run or is long for nothing, and what stands for it in a file. */
const VARYING = [
  [/(?:[0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}/g, "RECEIPT"],
  [/\d{4}年\d{1,2}月\d{1,2}日/g, "DAY"],
  [/\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}/g, "DAY"],
  [/DAY(,?) \d{1,2}:\d{2}/g, "DAY$1 TIME"],
  [/http:\/\/127\.0\.0\.1:\d+/g, "EDGE"],
  [/\/r\/[\w.-]+/g, "/r/TICKET"],
  [/(.)\1{19,}/gu, "$1…"],
];

/** The tree under a locator, without what varies. */
export async function tree(locator) {
  const text = await locator.ariaSnapshot();
  return VARYING.reduce((told, [pattern, name]) => told.replace(pattern, name), `${text.trim()}\n`);
}

/** Holds a tree against its file, named as `snapshots/open.zh`. */
export function hold(name, told) {
  const file = new URL(`${name}.yml`, import.meta.url);
  if (WRITE) {
    mkdirSync(new URL("./", file), { recursive: true });
    writeFileSync(file, told);
    return;
  }
  assert.ok(existsSync(file), `no ${name}.yml; see the head of access/snapshot.mjs`);
  assert.equal(told, readFileSync(file, "utf8"), `${name}.yml says something else`);
}

/** Fails when a folder of trees has other files than these, or lacks one. */
export function holdNothingElse(folder, names) {
  const files = readdirSync(new URL(`${folder}/`, import.meta.url));
  assert.deepEqual(files.sort(), names.map((name) => `${name}.yml`).sort(), `the files in access/${folder}`);
}
