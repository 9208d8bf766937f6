/**
 * `<haochaping-rating>`: paints the five radios at once, then hands the choice and
 * the focus over to the form. It owns the shadow root, the dialog and the fallback;
 * everything inside the container belongs to the form once that is mounted.
 */

import { ATTRIBUTES, propertyOf, reflect, upgrade } from "./attributes";
import { html } from "./dom";
import { State, call, instances, registry, start, state } from "./engine";
import { levels } from "./levels";
import { endpointOf, partsOf } from "./origin";
import { dress } from "./style";
import { wordsFor } from "./words";

export class HaochapingRating extends HTMLElement {
  static readonly observedAttributes = ATTRIBUTES;
  static readonly version = VERSION;
  /** engine.js hands the form over here. */
  static readonly registry = registry;

  private _root = this.attachShadow({ mode: "open", delegatesFocus: true });
  private _container?: HTMLElement | undefined;
  private _dialog?: HTMLDialogElement | undefined;
  private _nearby?: IntersectionObserver;
  /** Id of the mounted form. */
  private _form?: number | undefined;
  /** Chosen before the form was there; 0 for none. */
  private _level = 0;

  constructor() {
    super();
    for (const intent of ["pointerdown", "focusin", "keydown"]) {
      this._root.addEventListener(intent, () => this._start());
    }
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
      call((form) => form.update(id, name, after ?? undefined));
    } else {
      if (name === "ticket") this._level = 0;
      this._rebuild();
    }
  }

  /** Empties the form: nothing chosen, nothing written. */
  reset(): void {
    this._level = 0;
    if (!this._command("reset")) this._rebuild();
  }

  override focus(options?: FocusOptions): void {
    if (this._command("focus")) return;
    const find = (selector: string) => this._root.querySelector<HTMLElement>(selector);
    (find("input:checked") ?? find("input,a"))?.focus(options);
  }

  /** Shows the dialog of `mode="dialog"`; does nothing inline. */
  open(): void {
    const dialog = this._dialog;
    if (dialog && !dialog.open) {
      dialog.showModal();
      this._start();
      this.focus();
    }
  }

  /** Closes the dialog; the browser puts the focus back to where it was. */
  close(): void {
    this._dialog?.close();
  }

  /** Told by the engine; not for pages. */
  engineChanged(): void {
    const container = this._container;
    if (!container) return;
    if (state === State.Ready) return this._mount();
    if (state !== State.Dead) return;
    // A dead form's nodes go: their listeners lead into dead memory.
    this._form = 0;
    const words = wordsFor(this);
    const endpoint = endpointOf(this);
    container.replaceChildren(
      html("p", {}, words.question),
      endpoint && this.ticket
        ? html("a", { part: "fallback", href: `${endpoint}/r/${this.ticket}`, target: "_blank" }, words.link)
        : html("slot"),
    );
  }

  /** Fills the root: dialog or not, radios or form or fallback. */
  private _build(): void {
    const words = wordsFor(this);
    dress(this._root, partsOf(this));
    this._level ||= +(this.querySelector<HTMLInputElement>("[name=level]:checked")?.value ?? 0);
    const container = (this._container = html("div", { class: "hcp-root", lang: words.tag }, levels(words, this._level)));
    // Safari before 15.4 has no dialog: there the form stands in its place.
    if (this.mode === "dialog" && self.HTMLDialogElement) {
      const close = html("button", { class: "hcp-close", part: "close", "aria-label": words.close }, "×");
      close.onclick = () => this.close();
      this._dialog = html("dialog", { class: "hcp-dialog", part: "dialog", "aria-label": words.question }, close, container);
      this._dialog.onclose = () => this._tell("hcp-close");
    } else {
      this._nearby = new IntersectionObserver(([seen]) => seen!.isIntersecting && this.ticket && this._start(), {
        rootMargin: "400px",
      });
      this._nearby.observe(this);
    }
    this._root.append(this._dialog ?? container);
    this.engineChanged();
  }

  private _clear(): void {
    const id = this._form;
    this._form = 0;
    if (id) call((form) => form.unmount(id));
    this._nearby?.disconnect();
    (this._dialog ?? this._container)?.remove();
    this._dialog = this._container = undefined;
  }

  private _rebuild(): void {
    const { activeElement } = this._root;
    this._clear();
    this._build();
    if (activeElement) this.focus();
  }

  private _start(): void {
    start(partsOf(this));
  }

  /** Puts the form in place of the painted radios, in one task. */
  private _mount(): void {
    const painted = this._container;
    if (!painted || this._form) return;
    if (painted.matches(":active")) {
      // A finger or button is down: swapping now would swallow the click.
      setTimeout(() => this.engineChanged(), 99);
      return;
    }
    const focused = painted.contains(this._root.activeElement);
    const container = (this._container = html("div", { class: "hcp-root" }));
    const settings: Record<string, unknown> = {};
    for (const name of ATTRIBUTES.map(propertyOf)) settings[name] = this[name as "ticket"];
    settings["endpoint"] = endpointOf(this);
    settings["lang"] = wordsFor(this).tag;
    dress(this._root, "");
    painted.replaceWith(container);
    this._form = call((form) => form.mount(this, container, JSON.stringify(settings), this._level, focused));
    if (focused) this.focus();
  }

  private _command(name: string): boolean {
    const id = this._form;
    if (id) call((form) => form.command(id, name));
    return !!id;
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
