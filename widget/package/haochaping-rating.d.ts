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
  /** `dialog` shows nothing until `open()` is called. */
  mode: "inline" | "dialog" | (string & {});
  /** Shared terminal: nothing is kept on the device, so nothing waits for a connection either. */
  shared: boolean;
  /** Colours. `auto` follows the reader's system. */
  theme: "auto" | "light" | "dark" | (string & {});
  /** Factor (`1.5`) or percentage (`150%`) of the host's text size, for apps that have a setting for it. */
  textScale: string;
  /** Empties the form: nothing chosen, nothing written. */
  reset(): void;
  /** Puts the focus on the chosen level, else on the first. */
  focus(options?: FocusOptions): void;
  /** Shows the dialog of `mode="dialog"`. Does nothing inline. */
  open(): void;
  /** Closes the dialog; the focus returns to where it was. */
  close(): void;
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
}

/** Attributes and event handlers for JSX. */
export interface HaochapingRatingAttributes {
  /** The ticket (评价凭证) that the hall's server was given for this service event. Another value starts an empty form. */
  "ticket"?: string | undefined;
  /** Base address of the API. Empty means the origin that served the loader. */
  "endpoint"?: string | undefined;
  /** Elder mode: larger text and targets, stronger contrast. The citizen can switch it too. */
  "elder"?: boolean | undefined;
  /** `dialog` shows nothing until `open()` is called. */
  "mode"?: "inline" | "dialog" | undefined;
  /** Shared terminal: nothing is kept on the device, so nothing waits for a connection either. */
  "shared"?: boolean | undefined;
  /** Colours. `auto` follows the reader's system. */
  "theme"?: "auto" | "light" | "dark" | undefined;
  /** Factor (`1.5`) or percentage (`150%`) of the host's text size, for apps that have a setting for it. */
  "text-scale"?: string | undefined;
  "onhcp-ready"?: ((event: CustomEvent<ReadyDetail>) => void) | undefined;
  "onhcp-select"?: ((event: CustomEvent<SelectDetail>) => void) | undefined;
  "onhcp-before-submit"?: ((event: CustomEvent<BeforeSubmitDetail>) => void) | undefined;
  "onhcp-submitted"?: ((event: CustomEvent<SubmittedDetail>) => void) | undefined;
  "onhcp-queued"?: ((event: CustomEvent<null>) => void) | undefined;
  "onhcp-error"?: ((event: CustomEvent<ErrorDetail>) => void) | undefined;
  "onhcp-close"?: ((event: CustomEvent<null>) => void) | undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    "haochaping-rating": HaochapingRating;
  }
}
