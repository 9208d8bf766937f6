/**
 * `<haochaping-rating>`: paints the five radios at once, then hands the choice and
 * the focus over to the form. It owns the shadow root, the dialog and the fallback;
 * everything inside the container belongs to the form once that is mounted.
 */

import { ATTRIBUTES, reflect, upgrade } from "./attributes";
import { make } from "./dom";
import { State, call, instances, registry, start, state } from "./engine";
import { classes, sheet } from "./sheet";
import { endpointOf, partsOf } from "./origin";
import { dress } from "./style";
import { outOfOrder, wordsFor } from "./words";

/** When a kiosk whose form failed tries again. */
const AGAIN_MS = 60_000;

export class HaochapingRating extends HTMLElement {
  static readonly observedAttributes = ATTRIBUTES;
  static readonly version = VERSION;
  /** engine.js hands the form over here. */
  static readonly registry = registry;

  private _root = this.attachShadow({ mode: "open", delegatesFocus: true });
  private _container?: HTMLElement | undefined;
  private _dialog?: HTMLDialogElement | undefined;
  /** Id of the mounted form. */
  private _form?: number | undefined;
  /** Chosen before the form was there; 0 for none. */
  private _level = 0;

  constructor() {
    super();
    this._root.addEventListener("focusin", () => this._start());
    // Far enough ahead that the form is there when it scrolls into view.
    new IntersectionObserver(([seen]) => seen!.isIntersecting && this.mode !== "dialog" && this._start(), {
      rootMargin: "400px",
    }).observe(this);
    this._root.addEventListener("change", ({ target }) => {
      if (!this._form) this._tell("hcp-select", { level: (this._level = +(target as HTMLInputElement).value) });
    });
  }

  connectedCallback(): void {
    if (this._container) return; // moved within the page
    upgrade(this);
    instances.add(this);
    this._build();
  }

  disconnectedCallback(): void {
    queueMicrotask(() => {
      if (this.isConnected) return;
      instances.delete(this);
      this._clear();
      this._level = 0;
    });
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before === after || !this._container) return;
    const id = this._form;
    if (id && name !== "mode") {
      call("update", id, name, after ?? undefined);
    } else {
      if (name === "ticket") this._level = 0;
      this._rebuild();
    }
  }

  /** Empties the form: nothing chosen, nothing written. */
  reset(): void {
    this._level = 0;
    this._rebuild();
  }

  override focus(options?: FocusOptions): void {
    const find = (selector: string) => this._root.querySelector<HTMLElement>(selector);
    (find(":checked") ?? find("input,[tabindex],a"))?.focus(options);
  }

  /** Shows the dialog of `mode="dialog"`; does nothing inline. */
  open(): void {
    const dialog = this._dialog;
    if (dialog && !dialog.open) {
      // Safari before 15.4 knows no dialog: there it stands open in its place.
      dialog.showModal?.();
      this._start();
      this.focus();
    }
  }

  /** Closes the dialog; the browser puts the focus back to where it was. */
  close(): void {
    this._dialog?.close?.();
  }

  /** Told by the engine; not for pages. */
  engineChanged(): void {
    const container = this._container;
    if (!container || state < State.Ready || (this._form && state === State.Ready)) return;
    if (container.matches(":active")) {
      // A finger or button is down: swapping now would swallow the click.
      setTimeout(() => this.engineChanged(), 99);
      return;
    }
    const words = wordsFor(this);
    const endpoint = endpointOf(this);
    const focused = container.contains(this._root.activeElement);
    this._form = 0;
    container.replaceChildren();
    if (state === State.Ready) {
      const settings: Record<string, string | null> = {};
      for (const name of ATTRIBUTES) settings[name] = this.getAttribute(name);
      settings["endpoint"] = endpoint;
      this._form = call("mount", this, container, JSON.stringify(settings), this._level, focused);
    } else if (KIOSK && this.mode === "kiosk") {
      container.append(make("div", { class: `${classes(this)} hcp-sheet` }, outOfOrder(this)));
      // Nobody stands there who could: what failed may be a file that did not arrive.
      setTimeout(() => location.reload(), AGAIN_MS);
    } else {
      // A page that has the form without scripts inside the element shows that, with the choice.
      const radios = this.querySelector<HTMLFormElement>("form")?.level;
      if (radios) radios.value = this._level;
      container.append(
        radios
          ? make("slot", {})
          : make(
              "div",
              { class: `${classes(this)} hcp-sheet` },
              make("a", { class: "hcp-level-label", href: `${endpoint}/r/${this.ticket}` }, words.link),
            ),
      );
    }
    if (focused) this.focus();
  }

  /** Fills the root: dialog or not, radios or form or fallback. */
  private _build(): void {
    const words = wordsFor(this);
    dress(this._root, partsOf(this));
    this._level ||= +(this.querySelector<HTMLInputElement>("[name=level]:checked")?.value || 0);
    const container = (this._container = make(
      "div",
      {},
      // A kiosk is switched on long before anybody chooses, and rests until there is a ticket.
      KIOSK && this.mode === "kiosk" ? "" : sheet(this, words, this._level),
    ));
    if (this.mode === "dialog") {
      this._dialog = make(
        "dialog",
        { part: "dialog", "aria-label": words.question },
        make("form", { method: "dialog" }, make("button", {}, words.close)),
        container,
      );
      this._dialog.onclose = () => this._tell("hcp-close");
    }
    this._root.append(this._dialog ?? container);
    this.engineChanged();
  }

  private _clear(): void {
    const id = this._form;
    this._form = 0;
    if (id) call("unmount", id);
    (this._dialog ?? this._container)?.remove();
    this._dialog = this._container = undefined;
  }

  private _rebuild(): void {
    this._clear();
    this._build();
  }

  private _start(): void {
    start(partsOf(this));
  }

  private _tell(type: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, detail }));
  }
}

/** The mirrored attributes that this file reads; `reflect` defines all of them. */
export interface HaochapingRating {
  ticket: string;
  mode: string;
}

reflect(HaochapingRating.prototype);
