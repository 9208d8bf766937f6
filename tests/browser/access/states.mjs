/**
 * Every state of the form, and the way a citizen gets there, on the real edge. Only
 * what a healthy edge cannot give, a lost connection, is made in the browser.
 *
 * `reach(stage)` opens the state; a stage is `{ page, context, lang, attributes }`.
 */

import { Citizen } from "../journey/citizen.mjs";
import { expectVisible } from "../journey/expect.mjs";
import { element, formArrived, openHostPage, script } from "../widget/host_page.mjs";
import * as tickets from "./tickets.mjs";

const FORM = "**/v1/form?*";
const EVALUATIONS = "**/v1/evaluations";

const TITLE = { zh: "办件进度", en: "Your case" };

/** Opens a hall's page with the element; answers with the citizen in front of it. */
async function opened({ page, lang, attributes = "" }, ticket, { arrives = true } = {}) {
  const body = `${script()}<h1>${TITLE[lang]}</h1>${element(ticket, attributes)}`;
  await openHostPage(page, { body, lang: lang === "zh" ? "zh-CN" : "en" });
  if (arrives) await formArrived(page);
  return new Citizen(page, lang);
}

/** The form of a new step, with a level chosen. */
async function chosen(stage, level, changes) {
  const citizen = await opened(stage, await tickets.fresh(changes));
  await citizen.sees();
  if (level) await citizen.choose(level);
  return citizen;
}

async function named(citizen, name, phone) {
  const { where, words } = citizen;
  await where.getByRole("switch", { name: words.switch }).check();
  await where.getByLabel(words.name, { exact: true }).fill(name);
  await where.getByLabel(words.phone, { exact: true }).fill(phone);
}

async function refused(citizen) {
  await citizen.submit();
  await expectVisible(citizen.heading(citizen.words.notSubmitted));
}

/** What is submitted now finds no edge. */
const disconnect = (page) => page.route(EVALUATIONS, (route) => route.abort());

async function outcome(stage, ticket) {
  const citizen = await opened(stage, ticket);
  await expectVisible(citizen.where.locator("#hcp-heading"));
}

/** `reach` by name, in the order of a citizen's way. */
export const STATES = {
  "painted": async (stage) => {
    await stage.page.route("**/engine.wasm", () => {});
    const citizen = await opened(stage, await tickets.fresh(), { arrives: false });
    await citizen.choose(4);
  },
  "open": (stage) => chosen(stage),
  "positive": async (stage) => {
    const citizen = await chosen(stage, 5);
    await citizen.because("510");
    await citizen.because("517");
  },
  "negative": async (stage) => {
    const citizen = await chosen(stage, 1);
    await citizen.because("110");
    await citizen.because("115");
  },
  "number-hidden": async (stage) => {
    const citizen = await chosen(stage, 4);
    await citizen.comment().fill("请打13812345678");
    await citizen.comment().blur();
    await expectVisible(citizen.where.getByText(citizen.words.hidden));
  },
  "near-limit": async (stage) => {
    const citizen = await chosen(stage, 4);
    await citizen.comment().fill("好".repeat(470));
    // It is said aloud only after a pause, or on leaving the field.
    await citizen.comment().blur();
    await citizen.where.locator("[aria-live]").filter({ hasText: "30" }).waitFor({ state: "attached" });
  },
  "contact": async (stage) => named(await chosen(stage, 4), "李雷", "13800138000"),
  "nothing-chosen": async (stage) => refused(await chosen(stage)),
  "all-wrong": async (stage) => {
    const citizen = await chosen(stage, 2);
    await named(citizen, "", "123");
    await refused(citizen);
  },
  "too-long": async (stage) => {
    const citizen = await chosen(stage, 4);
    await citizen.comment().fill("好".repeat(520));
    await refused(citizen);
  },
  "submitted": async (stage) => {
    const citizen = await chosen(stage, 5);
    await citizen.submit();
    await citizen.receipt();
  },
  "submitted-negative": async (stage) => {
    const citizen = await chosen(stage, 1);
    await citizen.because("110");
    await citizen.submit();
    await citizen.receipt();
  },
  "queued": async (stage) => {
    const citizen = await chosen(stage, 5);
    await disconnect(stage.page);
    await citizen.submit();
    await expectVisible(citizen.where.locator("#hcp-heading"));
  },
  "queued-for-privacy": async (stage) => {
    const citizen = await chosen(stage, 5);
    await named(citizen, "李雷", "13800138000");
    await citizen.where.getByLabel(citizen.words.consentContact, { exact: true }).check();
    await disconnect(stage.page);
    await citizen.submit();
    await expectVisible(citizen.where.locator("#hcp-heading"));
  },
  "already-evaluated": async (stage) => outcome(stage, await tickets.used()),
  "expired": (stage) => outcome(stage, tickets.expired()),
  "not-valid": (stage) => outcome(stage, tickets.FORGED),
  "not-yet-valid": (stage) => outcome(stage, tickets.early()),
  "unavailable": async (stage) => {
    await stage.page.route(FORM, (route) =>
      route.fulfill({ status: 503, body: "", headers: { "Access-Control-Allow-Origin": "*" } }),
    );
    await outcome(stage, await tickets.fresh());
  },
  "unreached": async (stage) => {
    await stage.page.route(FORM, (route) => route.abort());
    await opened(stage, await tickets.fresh());
  },
  "additional": async (stage) => {
    const citizen = await opened(stage, await tickets.fresh({ round: 2 }));
    await citizen.choose(4);
    await expectVisible(citizen.reason("406"));
  },
  "dialog": async (stage) => {
    const ticket = await tickets.fresh();
    const dialog = { ...stage, attributes: `${stage.attributes} mode="dialog"` };
    const citizen = await opened(dialog, ticket, { arrives: false });
    await stage.page.locator("haochaping-rating").evaluate(async (rating) => {
      await customElements.whenDefined(rating.localName);
      rating.open();
    });
    await formArrived(stage.page);
    await citizen.sees();
    await citizen.choose(5);
  },
  "no-engine": async (stage) => {
    await stage.page.addInitScript(() => delete globalThis.WebAssembly);
    const citizen = await opened(stage, await tickets.fresh(), { arrives: false });
    await expectVisible(citizen.where.getByRole("link"));
  },
};
