/**
 * What assistive technology is given, as files: `snapshots/{state}.{lang}.yml`, one
 * accessibility tree (Playwright's ariaSnapshot) each. A file that is missing or says
 * something else fails its test. After a change that is meant, write them anew and read
 * the difference:
 *
 *     ACCESS_SNAPSHOTS=write cargo xtask test browser
 *     git diff tests/browser/access/snapshots
 */

import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const FOLDER = new URL("snapshots/", import.meta.url);
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

/** Holds a tree against its file. */
export function hold(name, told) {
  const file = new URL(`${name}.yml`, FOLDER);
  if (WRITE) {
    writeFileSync(file, told);
    return;
  }
  assert.ok(existsSync(file), `no snapshots/${name}.yml; see the head of access/snapshot.mjs`);
  assert.equal(told, readFileSync(file, "utf8"), `snapshots/${name}.yml says something else`);
}
