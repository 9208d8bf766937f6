/** A hand-written element with our first screen: the limit, not a product. */

import { script } from "../bundle.mjs";

export default {
  name: "vanilla",
  title: "by hand (limit)",
  leavesOut: "everything behind the five radios: no form, no backend, one language",
  files: async () => ({ "/plain/rating.js": await script("vanilla.js") }),
  answers: () => [],
  page: ({ vendor }) => ({ head: `<script async src="${vendor}/plain/rating.js"></script>`, body: "<plain-rating></plain-rating>" }),
  watched: {
    first: () => document.querySelector("plain-rating")?.shadowRoot?.querySelector("input"),
    chosen: () => document.querySelector("plain-rating").shadowRoot.querySelector("input").checked,
  },
  mount: async () => {
    const rating = document.createElement("plain-rating");
    document.querySelector("main").append(rating);
    return () => rating.remove();
  },
};
