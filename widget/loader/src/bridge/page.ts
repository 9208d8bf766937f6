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

/** Whether a form is there that can be filled in. */
export const isOpen = (): boolean => [...forms()].some((form) => form.shadowRoot?.querySelector("[part=submit]"));

/** All that the host has said, for forms that come later. */
const said: Settings = {};
/** Forms that follow it already. */
const following = new WeakSet<HTMLElement>();

/** Follows what the host said; what it left out stays as it is. */
export function follow(settings: Settings, leave: () => void): void {
  const { elder, lang, theme, back } = settings;
  said.elder = elder ?? said.elder;
  said.lang = lang ?? said.lang;
  said.theme = theme ?? said.theme;
  forms().forEach((form) => show(form, settings));
  if (back) offer(back, leave);
  const link = document.querySelector<HTMLElement>(".hcp-back");
  if (link) link.textContent = (forms()[0] ?? link).matches(":lang(en)") ? WORDS.en : WORDS.zh;
}

/** Shows forms that have come since as the host has asked for. */
export function catchUp(): void {
  for (const form of forms()) if (!following.has(form)) show(form, said);
}

function show(form: HTMLElement, { elder, lang, theme }: Settings): void {
  following.add(form);
  if (elder != null) form.toggleAttribute("elder", elder);
  if (lang) form.setAttribute("lang", lang);
  if (theme) form.setAttribute("theme", theme);
}

/** Shows the way back above the form; `leave` tells the host when it is taken. */
function offer(back: string, leave: () => void): void {
  const known = document.querySelector<HTMLAnchorElement>("a.hcp-back");
  const link = known ?? document.createElement("a");
  link.href = back;
  if (known) return;
  link.className = "hcp-back";
  link.onclick = leave;
  (forms()[0] ?? document.querySelector("main")?.firstElementChild)?.before(link);
}

/**
 * Tells the height of the form with what belongs to it, now and whenever it changes.
 * False where there is nothing to measure yet.
 */
export function measure(tell: (height: number) => void): boolean {
  const form = forms()[0];
  // A page of the edge that shows why there is no form has its sheet there.
  const whole = form ? (form.closest("main") ?? form) : document.querySelector("main > .hcp")?.parentElement;
  if (!whole) return false;
  new ResizeObserver(() => tell(Math.ceil(whole.getBoundingClientRect().height))).observe(whole);
  return true;
}
