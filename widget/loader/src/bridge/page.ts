/** What of the page the host sees and changes: how the form is shown, its height, the way back. */

/** What a host may say (contract/src/bridge/settings.rs). */
export interface Settings {
  elder?: boolean | null | undefined;
  lang?: string | null | undefined;
  theme?: string | null | undefined;
  back?: string | null | undefined;
}

const TAG = "haochaping-rating";
const WORDS = { zh: "返回", en: "Back" };

/** Every form on the page. */
const forms = () => document.querySelectorAll<HTMLElement>(TAG);

/** What a page of the edge shows where there is no form. */
const notice = () => document.querySelector<HTMLElement>("main > .hcp");

/** Whether a form is there that can be filled in. */
export const isOpen = (): boolean => [...forms()].some((form) => form.shadowRoot?.querySelector("[part=submit]"));

/** All that the host has said, for forms that come later. */
const said: Settings = {};
/** Forms that follow it already. */
const following = new WeakSet<HTMLElement>();

/**
 * Follows what the host said; what it left out stays as it is. `leave` tells the host when
 * the way back is taken.
 */
export function follow(settings: Settings, leave: () => void): void {
  const { elder, lang, theme, back } = settings;
  said.elder = elder ?? said.elder;
  said.lang = lang ?? said.lang;
  said.theme = theme ?? said.theme;
  said.back = back ?? said.back;
  forms().forEach((form) => show(form, settings));
  dress(settings);
  offer(leave);
}

/** Shows forms that have come since as the host has asked for, and the way back above them. */
export function catchUp(leave: () => void): void {
  for (const form of forms()) if (!following.has(form)) show(form, said);
  offer(leave);
}

function show(form: HTMLElement, { elder, lang, theme }: Settings): void {
  following.add(form);
  if (elder != null) form.toggleAttribute("elder", elder);
  if (lang) form.setAttribute("lang", lang);
  if (theme) form.setAttribute("theme", theme);
}

/** The same for the notice, by the classes of its root; its words stay as they came. */
function dress({ elder, theme }: Settings): void {
  const classes = notice()?.classList;
  if (elder != null) for (const name of ["hcp-elder", "hcp-t1"]) classes?.toggle(name, elder);
  if (theme) for (const name of ["auto", "dark"]) classes?.toggle(`hcp-${name}`, theme === name);
}

/** Shows the way back that the host has named, as soon as there is something to lead back from. */
function offer(leave: () => void): void {
  if (!said.back) return;
  const known = document.querySelector<HTMLAnchorElement>("a.hcp-back");
  const link = known ?? document.createElement("a");
  const form = forms()[0];
  link.href = said.back;
  link.textContent = (form ?? document.documentElement).matches(":lang(en)") ? WORDS.en : WORDS.zh;
  if (known) return;
  link.className = "hcp-back";
  link.onclick = leave;
  (form ?? notice() ?? document.querySelector("main")?.firstElementChild)?.before(link);
}

/**
 * Tells the height of the form with what belongs to it, now and whenever it changes.
 * False where there is nothing to measure yet.
 */
export function measure(tell: (height: number) => void): boolean {
  const form = forms()[0];
  // A page of the edge that shows why there is no form has its sheet there.
  const whole = form ? (form.closest("main") ?? form) : notice()?.parentElement;
  if (!whole) return false;
  new ResizeObserver(() => tell(Math.ceil(whole.getBoundingClientRect().height))).observe(whole);
  return true;
}
