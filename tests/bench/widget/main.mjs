/**
 * Takes the samples: every contender in every round of every profile, in an order that moves on by
 * one each round. Told by the environment: EDGE_URL, HALL_PORT, CHROME, BENCH_OUT, BENCH_ROUNDS,
 * BENCH_PROFILES, BENCH_ONLY, BENCH_MOUNTS, BENCH_SHOTS (a folder for pictures). Raw samples go to BENCH_OUT.
 */

import { mkdirSync, writeFileSync } from "node:fs";
import { chromium } from "playwright-core";
import { PROFILES } from "./profiles.mjs";
import { file, serve } from "./server.mjs";
import { sample } from "./sample.mjs";
import { memory } from "./memory.mjs";
import ours from "./contenders/ours.mjs";
import vanilla from "./contenders/vanilla.mjs";
import surveyjs from "./contenders/surveyjs.mjs";
import posthog from "./contenders/posthog.mjs";
import formbricks from "./contenders/formbricks.mjs";
import sentry from "./contenders/sentry.mjs";

const { EDGE_URL, HALL_PORT, CHROME, BENCH_OUT, BENCH_ROUNDS = "11", BENCH_PROFILES = "", BENCH_MOUNTS = "50", BENCH_ONLY = "", BENCH_SHOTS } = process.env;
/** What is sent and fetched for it does not vary: later rounds end with the form. */
const SUBMITTED_ROUNDS = 2;
/** The names in a list, checked; all of `known` for an empty list. */
const chosen = (list, known) => {
  const names = list.split(",").filter(Boolean);
  const odd = names.filter((name) => !known.includes(name));
  if (odd.length > 0) throw new Error(`${odd.join(", ")}: there are ${known.join(", ")}`);
  return names.length > 0 ? names : known;
};
const ALL = [ours, vanilla, surveyjs, posthog, formbricks, sentry];
const names = chosen(BENCH_ONLY, ALL.map(({ name }) => name));
const CONTENDERS = ALL.filter(({ name }) => names.includes(name));
const profiles = chosen(BENCH_PROFILES, Object.keys(PROFILES));
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-features=LocalNetworkAccessChecks"];

const files = new Map();
const answers = [];
for (const contender of CONTENDERS) {
  const own = { ...(await contender.files()), ...contender.scripts?.() };
  for (const [path, bytes] of Object.entries(own)) files.set(path, file(path, Buffer.from(bytes)));
  answers.push(...contender.answers());
}

const server = await serve({ hallPort: Number(HALL_PORT), edge: EDGE_URL, files, answers });
const browser = await chromium.launch({ executablePath: CHROME, args: FLAGS });
try {
  const results = { chromium: browser.version(), contenders: CONTENDERS.map(({ name, title, leavesOut }) => ({ name, title, leavesOut })), profiles: PROFILES, samples: [], memory: [] };
  results.files = Object.fromEntries([...files].map(([path, { body }]) => [path, body.length]));
  let count = 0;
  // The browser's first page pays for what later ones find ready.
  await sample(browser, server, CONTENDERS[0], PROFILES.plain, "warm");
  for (let round = 0; round < Number(BENCH_ROUNDS); round += 1) {
    for (const profile of profiles) {
      for (let place = 0; place < CONTENDERS.length; place += 1) {
        const contender = CONTENDERS[(round + place) % CONTENDERS.length];
        const shot = BENCH_SHOTS && round === 0 && camera(contender.name, profile);
        try {
          const taken = await sample(browser, server, contender, PROFILES[profile], (count += 1), { submits: round < SUBMITTED_ROUNDS, shot });
          results.samples.push({ contender: contender.name, profile, round, ...taken });
        } catch (cause) {
          throw new Error(`${contender.title}, ${profile}, round ${round + 1}: ${cause.message}`, { cause });
        }
      }
    }
    console.error(`round ${round + 1} of ${BENCH_ROUNDS}`);
  }
  if (Number(BENCH_MOUNTS) > 0) {
    for (const contender of CONTENDERS) results.memory.push({ contender: contender.name, ...(await memory(browser, server, contender, Number(BENCH_MOUNTS))) });
  }
  if (server.unknown.length > 0) throw new Error(`asked for what nobody answers: ${[...new Set(server.unknown)].join(", ")}`);
  writeFileSync(BENCH_OUT, JSON.stringify(results, null, 1));
} finally {
  await browser.close();
  server.close();
}

/** Takes pictures of one sample's stages. */
function camera(name, profile) {
  mkdirSync(BENCH_SHOTS, { recursive: true });
  return async (page, stage) => void (await page.screenshot({ path: `${BENCH_SHOTS}/${name}-${profile}-${stage}.png` }));
}
