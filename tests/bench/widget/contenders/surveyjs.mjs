/** SurveyJS (MIT): survey-core with survey-js-ui, one page with the same questions. */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { MODULES, script } from "../bundle.mjs";
import { TEXTS } from "../hall.mjs";

const DEFINITION = {
  completeText: TEXTS.submit,
  completedHtml: `<p id="taken">${TEXTS.thanks}</p>`,
  showQuestionNumbers: false,
  elements: [
    { type: "rating", name: "level", title: TEXTS.question, isRequired: true, rateValues: TEXTS.levels.map((text, index) => ({ value: 5 - index, text })), displayMode: "buttons" },
    { type: "checkbox", name: "reasons", title: TEXTS.reasonsTitle, visibleIf: "{level} notempty", choices: TEXTS.reasons },
    { type: "comment", name: "comment", title: TEXTS.comment, visibleIf: "{level} notempty" },
  ],
};

export default {
  name: "surveyjs",
  title: "SurveyJS 2.5.38",
  leavesOut: "a backend: its answer goes to a stub that keeps nothing; the style without its fonts",
  files: async () => ({
    "/surveyjs/survey.js": await script("surveyjs.js"),
    "/surveyjs/survey.css": readFileSync(fileURLToPath(new URL("survey-core/survey-core.fontless.min.css", MODULES))),
  }),
  answers: () => [{ method: "POST", path: /^\/surveyjs\/answers$/, json: { id: "1" } }],
  page: ({ vendor }) => ({
    head: `<link rel="stylesheet" href="${vendor}/surveyjs/survey.css"><script>SURVEY_BACKEND="${vendor}/surveyjs/answers"</script>
<script async src="${vendor}/surveyjs/survey.js" onload='mountSurvey(${JSON.stringify(DEFINITION)},document.getElementById("survey"))'></script>`,
    body: '<div id="survey"></div>',
  }),
  watched: {
    first: () => document.querySelector("#survey .sd-rating input")?.closest("label"),
    // Any of them: it lays its levels out anew just after they answer, and the click may hit another.
    chosen: () => document.querySelector("#survey .sd-rating input:checked") !== null,
    form: () => [document.querySelector("#survey input[type=checkbox]")?.closest("label"), document.querySelector("#survey textarea"), document.querySelector("#survey .sd-navigation__complete-btn")],
    submitted: () => Boolean(globalThis.surveyTaken && document.getElementById("taken")),
  },
  steps: [() => document.querySelector("#survey .sd-navigation__complete-btn")],
  mount: async ({ definition }) => {
    const place = document.createElement("div");
    document.querySelector("main").append(place);
    const unmount = globalThis.mountSurvey(definition, place);
    return () => (unmount(), place.remove());
  },
  given: { definition: DEFINITION },
};
