/** Waits that say what was looked for. */

const PATIENCE = 30_000;

/** Waits until exactly this one element is there to be seen. */
export async function expectVisible(locator) {
  await locator.waitFor({ state: "visible", timeout: PATIENCE });
}

/** Waits until `read` gives a value that passes. */
export async function eventually(read, passes, what) {
  const deadline = Date.now() + PATIENCE;
  let value;
  do {
    value = await read();
    if (passes(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  } while (Date.now() < deadline);
  throw new Error(`${what}: last was ${JSON.stringify(value)}`);
}
