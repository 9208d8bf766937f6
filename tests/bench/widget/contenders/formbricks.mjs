/**
 * Formbricks' renderer (MIT), the last one on npm; the product's newer one is served only by a
 * Formbricks backend. The survey stands in the page, so it is spared the SDK and its state request.
 */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { MODULES } from "../bundle.mjs";
import { TEXTS } from "../hall.mjs";

const SURVEY = {
  id: "rating",
  welcomeCard: { enabled: false },
  thankYouCard: { enabled: true, headline: TEXTS.thanks },
  autoClose: null,
  styling: null,
  questions: [
    { id: "level", type: "rating", headline: TEXTS.question, required: true, scale: "smiley", range: 5, lowerLabel: TEXTS.levels[4], upperLabel: TEXTS.levels[0] },
    { id: "reasons", type: "multipleChoiceMulti", headline: TEXTS.reasonsTitle, required: false, buttonLabel: TEXTS.submit, choices: TEXTS.reasons.map((label, index) => ({ id: `${index}`, label })) },
    { id: "comment", type: "openText", headline: TEXTS.comment, required: false, longAnswer: true, inputType: "text", buttonLabel: TEXTS.submit },
  ],
};

/** Mounts into `element`; every answer is posted, as its SDK does. */
const MOUNT = `function mountFormbricks(element,backend){formbricksSurveys.renderSurveyInline({survey:${JSON.stringify(SURVEY)},containerId:element.id,brandColor:"#0b57b7",isBrandingEnabled:false,onResponse:async function(answer){var taken=await fetch(backend,{method:"POST",headers:{"Content-Type":"application/json"},body:JSON.stringify(answer)});if(taken.ok&&answer.finished)window.formbricksTaken=true}})}`;

export default {
  name: "formbricks",
  title: "Formbricks surveys 1.99.0",
  leavesOut: "its SDK and the request for its state (two more round trips), its backend (a stub); an old release, the last that can be served alone; words only at both ends; one question at a time, so its “whole form” is the next question",
  files: async () => ({ "/formbricks/surveys.js": readFileSync(fileURLToPath(new URL("@formbricks/surveys/dist/index.umd.js", MODULES))) }),
  answers: () => [{ method: "POST", path: /^\/formbricks\/responses$/, json: { data: { id: "1" } } }],
  page: ({ vendor }) => ({
    head: `<script>${MOUNT}</script><script async src="${vendor}/formbricks/surveys.js" onload='mountFormbricks(document.getElementById("survey"),"${vendor}/formbricks/responses")'></script>`,
    body: '<div id="survey"></div>',
  }),
  watched: {
    first: () => document.querySelector("#survey fieldset span:last-child > label"),
    chosen: () => document.querySelector("#survey input[name=rating]:checked, #survey input[type=checkbox]") !== null,
    form: () => [document.querySelector("#survey input[type=checkbox]")?.closest("label"), document.querySelector("#survey button[type=submit]")],
    submitted: () => Boolean(globalThis.formbricksTaken),
  },
  steps: [
    () => document.querySelector("#survey input[type=checkbox]") && document.querySelector("#survey button[type=submit]"),
    () => document.querySelector("#survey textarea") && document.querySelector("#survey button[type=submit]"),
  ],
  mount: async () => {
    const place = document.createElement("div");
    place.id = `place-${Math.random()}`.replace(".", "");
    document.querySelector("main").append(place);
    globalThis.mountFormbricks(place, "");
    while (!place.querySelector("fieldset label")) await new Promise((resolve) => setTimeout(resolve, 5));
    return () => place.remove();
  },
};
