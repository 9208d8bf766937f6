/**
 * The lines and devices that are played. The two 4G lines are those of Chromium's developer tools;
 * the factor slows the page's main thread only, so it is a slow core, not a cheap phone.
 */

const KILOBIT = 1000 / 8;

export const PROFILES = {
  plain: { line: undefined, cpu: 1 },
  "fast-4g": { line: { latency: 165, downloadThroughput: 8100 * KILOBIT, uploadThroughput: 1350 * KILOBIT }, cpu: 4 },
  "slow-4g": { line: { latency: 562.5, downloadThroughput: 1440 * KILOBIT, uploadThroughput: 675 * KILOBIT }, cpu: 6 },
};

/** Applies a profile to the page of this CDP session. */
export async function apply(cdp, { line, cpu }) {
  await cdp.send("Network.enable");
  if (line) await cdp.send("Network.emulateNetworkConditions", { offline: false, ...line });
  if (cpu > 1) await cdp.send("Emulation.setCPUThrottlingRate", { rate: cpu });
}
