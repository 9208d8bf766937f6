/** The widget as docs/embedding.md embeds it, with its real edge behind. */

import { readFileSync } from "node:fs";
import { reportStep } from "../../../browser/journey/hall.mjs";

const MANIFEST = new URL("../../../../Cargo.toml", import.meta.url);
const VERSION = /version = "([^"]+)"/.exec(readFileSync(MANIFEST, "utf8"))[1];
const DIST = new URL(`../../../../widget/dist/${VERSION}/`, import.meta.url);
const read = (name) => readFileSync(new URL(name, DIST));

export default {
  name: "ours",
  title: "Haochaping",
  leavesOut: "nothing: its edge checks the ticket and keeps the rating on disk before it answers",
  files: async () => ({
    "/widget/v1/loader.js": read("loader.js"),
    [`/widget/${VERSION}/engine.js`]: read("engine.js"),
    [`/widget/${VERSION}/engine.wasm`]: read("engine.wasm"),
  }),
  answers: () => [],
  prepare: async () => (await reportStep()).ticket,
  page: ({ vendor, prepared }) => ({
    head: `<script async src="${vendor}/widget/v1/loader.js"></script>`,
    body: `<haochaping-rating ticket="${prepared}"></haochaping-rating>`,
  }),
  watched: {
    first: () => document.querySelector("haochaping-rating")?.shadowRoot?.querySelector(".hcp-level-input"),
    chosen: () => document.querySelector("haochaping-rating").shadowRoot.querySelector(".hcp-level-input").checked,
    form: () => {
      const root = document.querySelector("haochaping-rating").shadowRoot;
      return [root.querySelector("[name=indicator]")?.parentElement, root.querySelector("textarea"), root.querySelector("[type=submit]")];
    },
    submitted: () => Boolean(document.querySelector("haochaping-rating").shadowRoot.querySelector(".hcp-code")),
  },
  steps: [() => document.querySelector("haochaping-rating").shadowRoot.querySelector("[type=submit]")],
  mount: async ({ prepared }) => {
    const rating = document.createElement("haochaping-rating");
    rating.setAttribute("ticket", prepared);
    const ready = new Promise((resolve) => rating.addEventListener("hcp-ready", resolve, { once: true }));
    document.querySelector("main").append(rating);
    await ready;
    return () => rating.remove();
  },
};
