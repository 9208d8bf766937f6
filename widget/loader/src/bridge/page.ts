/** What of the page the host sees and changes: how the form is shown, its height, the way back. */

/** What a host may say (contract/src/bridge/settings.rs). */
export interface Settings {
  elder?: boolean | null;
  lang?: string | null;
  theme?: string | null;
  back?: string | null;
}

const TAG = "haochaping-rating";
const WORDS = { zh: "返回", en: "Back" };

/** Every form on the page. */
const forms = () => document.querySelectorAll<HTMLElement>(TAG);

/** Whether a form is there that can be filled in. */
export const isOpen = (): boolean => [...forms()].some((form) => form.shadowRoot?.querySelector("[part=submit]"));

/** Follows what the host said. */
export function follow({ elder, lang, theme, back }: Settings, leave: () => void): void {
  for (const form of forms()) {
    if (elder != null) form.toggleAttribute("elder", elder);
    if (lang) form.setAttribute("lang", lang);
    if (theme) form.setAttribute("theme", theme);
  }
  if (back) offer(back, leave);
  const link = document.querySelector<HTMLElement>(".hcp-back");
  if (link) link.textContent = (forms()[0] ?? link).matches(":lang(en)") ? WORDS.en : WORDS.zh;
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

/** Tells the height of the form with what belongs to it, now and whenever it changes. */
export function measure(tell: (height: number) => void): void {
  const form = forms()[0];
  const whole = form?.closest("main") ?? form ?? document.querySelector("main");
  if (!whole) return;
  new ResizeObserver(() => tell(Math.ceil(whole.getBoundingClientRect().height))).observe(whole);
}
