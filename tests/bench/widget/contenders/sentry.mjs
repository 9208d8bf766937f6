/** Sentry Feedback (MIT). It has no rating: its first control is a text field, which gets a letter. */

import { script } from "../bundle.mjs";
import { TEXTS } from "../hall.mjs";

export default {
  name: "sentry",
  title: "Sentry Feedback 11.12.0",
  leavesOut: "the rating itself: it can only be written to, so the time is that of its text field; its backend (a stub), screenshots",
  files: async () => ({ "/sentry/feedback.js": await script("sentry.js") }),
  answers: () => [{ method: "POST", path: /^\/api\/1\/envelope\/$/, json: {} }],
  page: ({ vendor }) => ({
    head: `<script>SENTRY_PAGE=${JSON.stringify({ backend: vendor, texts: TEXTS })}</script><script async src="${vendor}/sentry/feedback.js" onload="mountFeedback()"></script>`,
    body: "",
  }),
  act: "type",
  watched: {
    first: () => document.getElementById("sentry-feedback")?.shadowRoot?.querySelector("textarea"),
    chosen: () => document.getElementById("sentry-feedback").shadowRoot.querySelector("textarea").value !== "",
    form: () => [document.getElementById("sentry-feedback").shadowRoot.querySelector("[type=submit]")],
    submitted: () => Boolean(globalThis.sentryTaken),
  },
  steps: [() => document.getElementById("sentry-feedback").shadowRoot.querySelector("[type=submit]")],
  mount: async () => globalThis.mountFeedback(),
};
