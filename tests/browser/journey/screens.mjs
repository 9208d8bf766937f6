/** Screens that citizens hold, and a browser for the tests of one file. */

import { after, before } from "node:test";
import { chromium } from "playwright-core";

export const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
export const DESKTOP = { viewport: { width: 1280, height: 900 } };

const CHROME = process.env.CHROME ?? "/usr/bin/chromium";
const CITIZEN = { locale: "zh-CN", timezoneId: "Asia/Shanghai" };
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  // A page that a test answers itself has no network address; without this the browser
  // keeps it from everything that runs on this machine.
  "--disable-features=LocalNetworkAccessChecks",
];

let browser;

/** Starts the browser before the file's tests and closes it after them. */
export function useBrowser() {
  before(async () => {
    browser = await chromium.launch({ executablePath: CHROME, args: FLAGS });
  });
  after(() => browser?.close());
}

/**
 * Runs `go` with a page of a context of its own. Any uncaught error in the page fails
 * the test: a hall's page must not break by embedding the form.
 */
export async function onScreen(screen, go) {
  const context = await browser.newContext({ ...CITIZEN, ...screen });
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  try {
    await go(page, context);
  } finally {
    await context.close();
  }
  if (errors.length > 0) throw new Error(`errors in the page: ${errors.join("; ")}`);
}

/** Starts a browser of its own that keeps what it is told in the folder `profile`. */
export const startWithProfile = (profile, screen) =>
  chromium.launchPersistentContext(profile, { executablePath: CHROME, args: FLAGS, ...CITIZEN, ...screen });
