/**
 * The attributes and the properties that mirror them. `widget/api.json` describes
 * them; a test compares the two.
 */

/** Attributes whose presence is their value. */
const SWITCHES = ["elder", "shared"];

/** Attributes that only a kiosk has. */
const OF_KIOSK = ["idle", "thanks", "session", "staff"];

/** Attributes that the element watches. */
export const ATTRIBUTES = ["ticket", "endpoint", "lang", "mode", "theme", "text-scale", ...SWITCHES, ...(KIOSK ? OF_KIOSK : [])];

/** `text-scale` → `textScale`. */
export const propertyOf = (attribute: string): string => attribute.replace("-s", "S");

/**
 * Gives the class one property per attribute: strings read `""` when the attribute
 * is absent, switches are booleans. `lang` is the browser's own and behaves so.
 */
export function reflect(prototype: HTMLElement): void {
  for (const name of ATTRIBUTES) {
    const isSwitch = SWITCHES.includes(name);
    Object.defineProperty(prototype, propertyOf(name), {
      get(this: HTMLElement) {
        const value = this.getAttribute(name);
        return isSwitch ? value !== null : (value ?? "");
      },
      set(this: HTMLElement, value: unknown) {
        if (isSwitch ? value : value != null) this.setAttribute(name, isSwitch ? "" : `${value}`);
        else this.removeAttribute(name);
      },
    });
  }
}

/**
 * Takes over properties that a page set before the element was defined: they sit on
 * the object and would hide the accessors of the class.
 */
export function upgrade(element: HTMLElement): void {
  for (const name of ATTRIBUTES) {
    const property = propertyOf(name) as "lang";
    if (element.hasOwnProperty(property)) {
      const value = element[property];
      delete (element as Partial<HTMLElement>)[property];
      element[property] = value;
    }
  }
}
