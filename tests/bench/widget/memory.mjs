/** What stays in memory after a contender was mounted and removed many times on one page. */

import { stage } from "./sample.mjs";

/** Bytes in use after everything that can be collected was. */
async function used(cdp) {
  for (let round = 0; round < 3; round += 1) await cdp.send("HeapProfiler.collectGarbage");
  const { usedSize, embedderHeapUsedSize = 0, backingStorageSize = 0 } = await cdp.send("Runtime.getHeapUsage");
  return { script: usedSize, dom: embedderHeapUsedSize, buffers: backingStorageSize };
}

/** Mounts and removes `times` times; answers with the heap after the first and after the last. */
export async function memory(browser, server, contender, times) {
  const staged = await stage(server, contender, "memory");
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    const cdp = await context.newCDPSession(page);
    await page.goto(staged.url, { waitUntil: "load" });
    await page.waitForFunction(`Boolean((${contender.watched.first})())`);
    const given = JSON.stringify({ prepared: staged.prepared, ...contender.given });
    const cycle = (count) =>
      page.evaluate(`(async () => {
        const mount = ${contender.mount};
        for (let count = 0; count < ${count}; count += 1) {
          const unmount = await mount(${given});
          unmount();
          await new Promise((resolve) => setTimeout(resolve));
        }
      })()`);
    await cycle(1);
    const before = await used(cdp);
    await cycle(times);
    return { before, after: await used(cdp), times };
  } finally {
    await context.close();
    staged.drop();
  }
}
