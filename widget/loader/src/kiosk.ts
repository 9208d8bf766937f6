/**
 * kiosk.js: the script of a page that is a kiosk. The element as loader.js defines it, with
 * `mode="kiosk"`: one citizen after the other, each with the ticket that the host sets, that a
 * session's stream brings or that the staff's page hands over.
 */

import { HaochapingRating } from "./element";
import { TAG } from "./tag";

/** When a stream that was refused is asked for again. */
const AGAIN_MS = 5_000;

class HaochapingKiosk extends HaochapingRating {
  private _stream?: EventSource | undefined;
  private _followed?: string;
  /** The last ticket that a stream brought: a connection that comes back brings it again. */
  private _brought?: string | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("message", this._heard);
    this._follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("message", this._heard);
    this._stream?.close();
    this._stream = undefined;
  }

  override attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    super.attributeChangedCallback(name, before, after);
    if (name === "session" && this.isConnected) this._follow();
  }

  /** Ends the turn of the citizen who is there: everything of theirs goes, and the screen rests. */
  next(): void {
    // Holds before the form is there, too; the form ends the turn of a ticket that goes.
    this.removeAttribute("ticket");
  }

  /** Follows the stream that `session` names; it brings `ticket` and `next`. */
  private _follow(): void {
    const address = this.getAttribute("session") ?? "";
    if (this._stream && address === this._followed) return;
    this._stream?.close();
    this._stream = undefined;
    this._followed = address;
    if (!address) return;
    const stream = (this._stream = new EventSource(address));
    stream.addEventListener("ticket", ({ data }: MessageEvent<string>) => {
      if (data !== this._brought) this._take((this._brought = data));
    });
    stream.addEventListener("next", () => {
      this._brought = undefined;
      this.next();
    });
    // A browser comes back by itself after a broken connection, and never after a refusal.
    stream.onerror = () => {
      if (stream.readyState !== EventSource.CLOSED) return;
      setTimeout(() => {
        if (this._stream !== stream) return;
        this._stream = undefined;
        this._follow();
      }, AGAIN_MS);
    };
  }

  /** A message of the page that `staff` names; anybody else's is not looked at. */
  private _heard = ({ data, origin }: MessageEvent): void => {
    if (origin !== this.getAttribute("staff") || data?.source !== "haochaping") return;
    if (data.type === "next") this.next();
    else if (data.type === "ticket") this._take(data.ticket);
  };

  private _take(ticket: unknown): void {
    if (typeof ticket === "string") this.setAttribute("ticket", ticket);
  }
}

const first = customElements.get(TAG) as typeof HaochapingRating | undefined;

if (!first) customElements.define(TAG, HaochapingKiosk);
else console.warn(TAG, first.version, "stays: a kiosk's page includes kiosk.js and no loader.js");
