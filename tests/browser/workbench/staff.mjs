/** Somebody of the hall's staff, at the workbench. */

import { readFile } from "node:fs/promises";
import { violations } from "../access/axe.mjs";
import { expectVisible } from "../journey/expect.mjs";

export const WORKBENCH = process.env.WORKBENCH_URL;
export const PASSWORD = process.env.WORKBENCH_PASSWORD ?? "demo-workbench";

export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
export const DESKTOP = { viewport: { width: 1280, height: 900 } };

const WORDS = {
  zh: { alias: "工号", password: "密码", signIn: "登录", signOut: "退出", hello: (alias) => `${alias}，您好` },
  en: { alias: "Staff number", password: "Password", signIn: "Sign in", signOut: "Sign out", hello: (alias) => `Signed in as ${alias}` },
};

/** `op-01` operator, `co-01` collector, `su-01` all roles. */
export class Staff {
  constructor(page, lang = "zh") {
    this.page = page;
    this.lang = lang;
    this.words = WORDS[lang];
  }

  /** Opens a page of the workbench in their language. */
  opens(path) {
    const mark = path.includes("?") ? "&" : "?";
    return this.page.goto(`${WORKBENCH}${path}${mark}lang=${this.lang}`);
  }

  alias() {
    return this.page.getByLabel(this.words.alias);
  }

  password() {
    return this.page.getByLabel(this.words.password);
  }

  button(name) {
    return this.page.getByRole("button", { name, exact: true });
  }

  heading(name) {
    return this.page.getByRole("heading", { name, level: 1 });
  }

  /** The bytes of what a link downloads. */
  async takesAway(link) {
    const taken = this.page.waitForEvent("download");
    await link.click();
    return readFile(await (await taken).path());
  }

  /** Fills in what is asked for and sends it. */
  async tries(alias, password) {
    await this.alias().fill(alias);
    await this.password().fill(password);
    await this.button(this.words.signIn).click();
  }

  /** Signs in and sees the start page. */
  async signsIn(alias) {
    await this.opens("/sign-in");
    await this.tries(alias, PASSWORD);
    await expectVisible(this.heading(this.words.hello(alias)));
  }

  async signsOut() {
    await this.button(this.words.signOut).click();
    await expectVisible(this.heading(this.words.signIn));
  }
}

/** Runs in the page: controls that a finger misses, and what is wider than the window. */
function measured() {
  const found = [];
  for (const e of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")) {
    const { width, height } = (e.matches("[type=radio], [type=checkbox]") ? e.closest("label") ?? e : e).getBoundingClientRect();
    const inText = getComputedStyle(e).display === "inline";
    if (e.checkVisibility() && height > 1 && !inText && Math.min(width, height) < 43.5) {
      found.push(`target ${Math.round(width)}×${Math.round(height)}: ${e.textContent.trim() || e.name}`);
    }
  }
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) found.push(`${wide} px wider than the window`);
  const size = parseFloat(getComputedStyle(document.body).fontSize);
  if (size < 16) found.push(`text of ${size} px`);
  return found;
}

/**
 * Everything wrong with the page that is shown, light and dark, one line each. SHOTS=folder
 * keeps a picture of each as `name`.
 */
export async function lookAt(page, name) {
  const found = [];
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    const told = [...(await violations(page)), ...(await page.evaluate(measured))];
    found.push(...told.map((fault) => `${name}, ${colorScheme}: ${fault}`));
    if (process.env.SHOTS) {
      await page.screenshot({ path: `${process.env.SHOTS}/${name}-${colorScheme}.png` });
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  return found;
}
