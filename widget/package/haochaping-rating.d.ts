// Generated from widget/api.json by `cargo xtask generate`; changes here are lost.

/** The rating form of one service event, as a custom element. It stays usable, as a link to the hosted page, where WebAssembly is not. */
export interface HaochapingRating extends HTMLElement {
  /** The ticket (评价凭证) that the hall's server was given for this service event. Another value starts an empty form. */
  ticket: string;
  /** Base address of the API. Empty means the origin that served the loader. */
  endpoint: string;
  /** Language of the form: `en…` is English, anything else Chinese. Without it, the language of the page around it holds. */
  lang: string;
  /** Elder mode: larger text and targets, stronger contrast. The citizen can switch it too. */
  elder: boolean;
  /** `dialog` shows nothing until `open()` is called. `kiosk` fills the screen of a device that many people use; its page includes `kiosk.js` in place of `loader.js`. */
  mode: "inline" | "dialog" | "kiosk" | (string & {});
  /** Shared terminal: nothing is kept on the device, so nothing waits for a connection either. */
  shared: boolean;
  /** Colours. `auto` follows the reader's system. */
  theme: "auto" | "light" | "dark" | (string & {});
  /** Factor (`1.5`) or percentage (`150%`) of the host's text size, for apps that have a setting for it. */
  textScale: string;
  /** Kiosk: seconds without a touch until the citizen is asked whether they are still there, 10 to 600. Empty means 60; 30 s after the question the screen is cleared. */
  idle: string;
  /** Kiosk: seconds that the thanks stay, 20 to 120. Empty means 20. */
  thanks: string;
  /** Kiosk: address of a stream of server-sent events. `ticket` (its data is the ticket) begins a citizen's turn, `next` ends it. */
  session: string;
  /** Kiosk: the origin whose messages are heeded: `{source: "haochaping", type: "next"}`, or `type: "ticket"` with `ticket`. */
  staff: string;
  /** Empties the form: nothing chosen, nothing written. */
  reset(): void;
  /** Puts the focus on the chosen level, else on the first. */
  focus(options?: FocusOptions): void;
  /** Shows the dialog of `mode="dialog"`. Does nothing inline. */
  open(): void;
  /** Closes the dialog; the focus returns to where it was. */
  close(): void;
  /** Kiosk: ends the turn of the citizen who is there. Everything of theirs goes, the ticket too, and the screen rests. */
  next(): void;
  addEventListener<K extends keyof HaochapingRatingEventMap>(
    type: K,
    listener: (this: HaochapingRating, event: HaochapingRatingEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<K extends keyof HaochapingRatingEventMap>(
    type: K,
    listener: (this: HaochapingRating, event: HaochapingRatingEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void;
}

/** Detail of `hcp-ready`. */
export interface ReadyDetail {
  /** `open`, `already_evaluated`, `expired`, or the code of what is wrong with the ticket. */
  state: string;
}

/** Detail of `hcp-select`. */
export interface SelectDetail {
  /** 5 (very satisfied) to 1. */
  level: number;
}

/** Detail of `hcp-before-submit`. */
export interface BeforeSubmitDetail {
  /** 5 to 1. */
  level: number;
  /** Codes of the chosen reasons. */
  indicators: string[];
}

/** Detail of `hcp-submitted`. */
export interface SubmittedDetail {
  /** The receipt code (评价回执). */
  receipt: string;
  /** Where its state can be seen. */
  receiptUrl: string;
  /** Whether it is a 差评, level 2 or 1. */
  negative: boolean;
}

/** Detail of `hcp-error`. */
export interface ErrorDetail {
  /** A code of the API's problem list, such as `ticket_invalid`. */
  code: string;
}

/** Detail of `hcp-kiosk`. */
export interface KioskDetail {
  /** `done`: the citizen has rated; `idle`: they have gone without; `next`: the screen is clean and waits for a ticket. */
  state: string;
}

/** Events of the element; all bubble and cross shadow roots. */
export interface HaochapingRatingEventMap extends HTMLElementEventMap {
  /** The form has arrived and knows what it rates. */
  "hcp-ready": CustomEvent<ReadyDetail>;
  /** A level was chosen. */
  "hcp-select": CustomEvent<SelectDetail>;
  /** The evaluation is about to be sent. `preventDefault()` keeps it on the form. */
  "hcp-before-submit": CustomEvent<BeforeSubmitDetail>;
  /** The evaluation is durably accepted. */
  "hcp-submitted": CustomEvent<SubmittedDetail>;
  /** There is no connection: the evaluation is kept on the device and sent later. */
  "hcp-queued": CustomEvent<null>;
  /** The evaluation or the form was refused. */
  "hcp-error": CustomEvent<ErrorDetail>;
  /** The dialog was closed. */
  "hcp-close": CustomEvent<null>;
  /** A turn on a kiosk has come so far. The only event of a kiosk. */
  "hcp-kiosk": CustomEvent<KioskDetail>;
}

/** Attributes and event handlers for JSX. */
export interface HaochapingRatingAttributes {
  /** The ticket (评价凭证) that the hall's server was given for this service event. Another value starts an empty form. */
  "ticket"?: string | undefined;
  /** Base address of the API. Empty means the origin that served the loader. */
  "endpoint"?: string | undefined;
  /** Elder mode: larger text and targets, stronger contrast. The citizen can switch it too. */
  "elder"?: boolean | undefined;
  /** `dialog` shows nothing until `open()` is called. `kiosk` fills the screen of a device that many people use; its page includes `kiosk.js` in place of `loader.js`. */
  "mode"?: "inline" | "dialog" | "kiosk" | undefined;
  /** Shared terminal: nothing is kept on the device, so nothing waits for a connection either. */
  "shared"?: boolean | undefined;
  /** Colours. `auto` follows the reader's system. */
  "theme"?: "auto" | "light" | "dark" | undefined;
  /** Factor (`1.5`) or percentage (`150%`) of the host's text size, for apps that have a setting for it. */
  "text-scale"?: string | undefined;
  /** Kiosk: seconds without a touch until the citizen is asked whether they are still there, 10 to 600. Empty means 60; 30 s after the question the screen is cleared. */
  "idle"?: string | undefined;
  /** Kiosk: seconds that the thanks stay, 20 to 120. Empty means 20. */
  "thanks"?: string | undefined;
  /** Kiosk: address of a stream of server-sent events. `ticket` (its data is the ticket) begins a citizen's turn, `next` ends it. */
  "session"?: string | undefined;
  /** Kiosk: the origin whose messages are heeded: `{source: "haochaping", type: "next"}`, or `type: "ticket"` with `ticket`. */
  "staff"?: string | undefined;
  "onhcp-ready"?: ((event: CustomEvent<ReadyDetail>) => void) | undefined;
  "onhcp-select"?: ((event: CustomEvent<SelectDetail>) => void) | undefined;
  "onhcp-before-submit"?: ((event: CustomEvent<BeforeSubmitDetail>) => void) | undefined;
  "onhcp-submitted"?: ((event: CustomEvent<SubmittedDetail>) => void) | undefined;
  "onhcp-queued"?: ((event: CustomEvent<null>) => void) | undefined;
  "onhcp-error"?: ((event: CustomEvent<ErrorDetail>) => void) | undefined;
  "onhcp-close"?: ((event: CustomEvent<null>) => void) | undefined;
  "onhcp-kiosk"?: ((event: CustomEvent<KioskDetail>) => void) | undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    "haochaping-rating": HaochapingRating;
  }
}
