/** One sample: a browser context of its own, so nothing is cached, from navigation to the answer taken. */

import { apply } from "./profiles.mjs";
import { listen } from "./traffic.mjs";
import { watch } from "./watch.mjs";
import { page as hallPage } from "./hall.mjs";

const SCREEN = { viewport: { width: 412, height: 915 }, locale: "zh-CN", timezoneId: "Asia/Shanghai" };
const LIMIT_MS = 60_000;
/** How long a button must not have moved before it is pressed, ms; not part of any time that is shown. */
const RESTED_MS = 200;
/** Where the page is kept that could not be rated. */
const FAILED = "target/bench/widget/failed.png";

/** The contender's functions as one expression that the page can run. */
const source = (functions) => `({${Object.entries(functions).map(([name, body]) => `${name}:${body}`).join(",")}})`;

/** Puts the contender's page where the browser will ask for it; answers with its address. */
export async function stage(server, contender, count) {
  const prepared = await contender.prepare?.();
  const path = `/${contender.name}/${count}`;
  server.pages.set(path, hallPage(contender.page({ vendor: server.vendor, prepared })));
  return { url: server.hall + path, prepared, drop: () => server.pages.delete(path) };
}

/** Takes one sample; `submits` says whether the rating is sent too, `shot` takes pictures. */
export async function sample(browser, server, contender, profile, count, { submits = true, shot } = {}) {
  const staged = await stage(server, contender, count);
  const context = await browser.newContext(SCREEN);
  const page = await context.newPage();
  try {
    page.setDefaultTimeout(LIMIT_MS);
    const cdp = await context.newCDPSession(page);
    const said = [];
    page.on("pageerror", (error) => said.push(error.message));
    page.on("console", (message) => message.type() === "error" && said.push(message.text()));
    const reached = milestones(cdp, said);
    await cdp.send("Runtime.enable");
    await cdp.send("Runtime.addBinding", { name: "benchReached" });
    await apply(cdp, profile);
    const traffic = listen(cdp);
    await page.addInitScript(`(${watch})(${source(contender.watched)})`);
    await page.goto(staged.url, { waitUntil: "commit" });

    const { point } = await reached("first");
    await shot?.(page, "first");
    await press(cdp, point);
    if (contender.act === "type") await type(cdp);
    await reached("chosen");
    if (contender.watched.form) {
      await reached("form");
      await shot?.(page, "form");
    }
    if (contender.watched.form && submits) {
      for (const step of contender.steps) await press(cdp, await place(page, step));
      await reached("submitted");
      await shot?.(page, "submitted");
    }
    // A response's end may still be on its way to us when the page has long used it.
    await new Promise((resolve) => setTimeout(resolve, 100));
    const { seen, timeOrigin } = await page.evaluate(() => ({ seen: globalThis.bench, timeOrigin: performance.timeOrigin }));
    const requests = traffic.finished(timeOrigin);
    const answered = seen.at.first + seen.at.chosen - seen.clicks.filter((at) => at <= seen.at.chosen).at(-1);
    return { at: { ...seen.at, answered }, clicks: seen.clicks, longTasks: seen.longTasks, requests };
  } catch (cause) {
    const seen = await page.evaluate(() => JSON.stringify(globalThis.bench)).catch(String);
    await page.screenshot({ path: FAILED }).catch(() => {});
    throw new Error(`${cause.message}; it saw ${seen}; picture: ${FAILED}`, { cause });
  } finally {
    await context.close();
    staged.drop();
  }
}

/** Waits for milestones that the page tells by name. */
function milestones(cdp, said) {
  const told = new Map();
  const waiting = new Map();
  cdp.on("Runtime.bindingCalled", ({ name, payload }) => {
    if (name !== "benchReached") return;
    const milestone = JSON.parse(payload);
    told.set(milestone.name, milestone);
    waiting.get(milestone.name)?.(milestone);
  });
  return (name) =>
    new Promise((resolve, reject) => {
      if (told.has(name)) return resolve(told.get(name));
      const timer = setTimeout(() => reject(new Error(`"${name}" was not reached in ${LIMIT_MS / 1000} s; the page said: ${said.join("; ") || "nothing"}`)), LIMIT_MS);
      waiting.set(name, (milestone) => (clearTimeout(timer), resolve(milestone)));
    });
}

/** A click as the browser makes it from a mouse: its events are trusted. */
async function press(cdp, [x, y]) {
  for (const type of ["mousePressed", "mouseReleased"]) {
    await cdp.send("Input.dispatchMouseEvent", { type, x, y, button: "left", clickCount: 1 });
  }
}

async function type(cdp) {
  await cdp.send("Input.dispatchKeyEvent", { type: "keyDown", key: "a", text: "a", code: "KeyA" });
  await cdp.send("Input.dispatchKeyEvent", { type: "keyUp", key: "a", code: "KeyA" });
}

/**
 * Waits until `find` gives an element that a click would reach, scrolled to the middle, and that
 * has stayed where it is for a while: what slides in is not aimed at on its way.
 */
async function place(page, find) {
  const handle = await page.waitForFunction(`(() => {
    const found = (${find})();
    found?.scrollIntoView({ block: "center", behavior: "instant" });
    const point = found && globalThis.bench.hit(found);
    const before = globalThis.bench.rest;
    if (!point || !before || String(point) !== String(before.point)) {
      globalThis.bench.rest = point && { point, since: performance.now() };
      return false;
    }
    return performance.now() - before.since > ${RESTED_MS} && point;
  })()`);
  return handle.jsonValue();
}
