/**
 * PostHog Surveys (Apache-2.0 and MIT): array.js by the snippet of its documentation, which fetches
 * its configuration, surveys.js, the surveys and the flags; their answers are stubs, served here.
 */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { MODULES } from "../bundle.mjs";
import { TEXTS } from "../hall.mjs";

const TOKEN = "phc_bench";
const read = (name) => readFileSync(fileURLToPath(new URL(`posthog-js/dist/${name}`, MODULES)));
const question = (id, type, text, more) => ({ id, type, question: text, description: "", optional: true, buttonText: TEXTS.submit, ...more });
const SURVEY = {
  id: "rating",
  name: "rating",
  type: "popover",
  description: "",
  start_date: "2026-01-01T00:00:00Z",
  end_date: null,
  conditions: null,
  enable_partial_responses: false,
  appearance: { whiteLabel: true, displayThankYouMessage: true, thankYouMessageHeader: TEXTS.thanks, shuffleQuestions: false },
  questions: [
    question("level", "rating", TEXTS.question, { optional: false, skipSubmitButton: true, display: "emoji", scale: 5, lowerBoundLabel: TEXTS.levels[4], upperBoundLabel: TEXTS.levels[0] }),
    question("reasons", "multiple_choice", TEXTS.reasonsTitle, { choices: TEXTS.reasons }),
    question("comment", "open", TEXTS.comment),
  ],
};
const CONFIG = { surveys: true, hasFeatureFlags: false, supportedCompression: [], toolbarParams: {}, isAuthenticated: false, siteApps: [], sessionRecording: false, heatmaps: false, autocapture_opt_out: true, capturePerformance: false, autocaptureExceptions: false, analytics: { endpoint: "/i/v0/e/" } };

/** The documented snippet: a stub that queues calls while array.js is fetched. */
const snippet = (vendor) => `<script>!function(t,e){var o,n,p,r;e.__SV||(window.posthog=e,e._i=[],e.init=function(i,s,a){function g(t,e){var o=e.split(".");2==o.length&&(t=t[o[0]],e=o[1]),t[e]=function(){t.push([e].concat(Array.prototype.slice.call(arguments,0)))}}(p=t.createElement("script")).type="text/javascript",p.crossOrigin="anonymous",p.async=!0,p.src=s.api_host+"/static/array.js",(r=t.getElementsByTagName("script")[0]).parentNode.insertBefore(p,r);var u=e;for(void 0!==a?u=e[a]=[]:a="posthog",u.people=u.people||[],u.toString=function(t){var e="posthog";return"posthog"!==a&&(e+="."+a),t||(e+=" (stub)"),e},u.people.toString=function(){return u.toString(1)+".people (stub)"},o="init capture register onSurveysLoaded displaySurvey getSurveys".split(" "),n=0;n<o.length;n++)g(u,o[n]);e._i.push([i,s,a])},e.__SV=1)}(document,window.posthog||[]);
posthog.init("${TOKEN}",{api_host:"${vendor}",autocapture:false,capture_pageview:false,disable_session_recording:true,persistence:"memory",opt_out_useragent_filter:true,on_request_error:console.error});</script>`;

export default {
  name: "posthog",
  title: "PostHog Surveys 1.449.2",
  leavesOut: "its backend (stubs that keep nothing), analytics, autocapture, recording and flags, all switched off; words only at both ends of the scale; one question at a time, so its “whole form” is the next question",
  files: async () => ({ "/static/array.js": read("array.js"), "/static/1.449.2/surveys.js": read("surveys.js") }),
  answers: () => [
    { method: "GET", path: /^\/array\/[^/]+\/config$/, json: CONFIG },
    { method: "GET", path: /^\/api\/surveys\/$/, json: { surveys: [SURVEY], survey_config: {} } },
    { method: "POST", path: /^\/flags\/$/, json: { flags: {}, errorsWhileComputingFlags: false, requestId: "1" } },
    { method: "POST", path: /^\/(i\/v0\/e|e)\/$/, json: { status: 1 } },
  ],
  /** config.js is what array.js asks for first; it holds the same configuration as a script. */
  scripts: () => ({ [`/array/${TOKEN}/config.js`]: `(function(){window._POSTHOG_REMOTE_CONFIG=window._POSTHOG_REMOTE_CONFIG||{};window._POSTHOG_REMOTE_CONFIG["${TOKEN}"]={config:${JSON.stringify(CONFIG)},siteApps:[]}})();` }),
  page: ({ vendor }) => ({ head: snippet(vendor), body: "" }),
  watched: {
    first: () => document.querySelector(".PostHogSurvey-rating")?.shadowRoot.querySelector(".ratings-emoji:last-child"),
    chosen: () => {
      const root = document.querySelector(".PostHogSurvey-rating").shadowRoot;
      return Boolean(root.querySelector(".rating-active") ?? root.querySelector("input[type=checkbox]"));
    },
    form: () => {
      const root = document.querySelector(".PostHogSurvey-rating").shadowRoot;
      return [root.querySelector("input[type=checkbox]"), root.querySelector(".form-submit")];
    },
    submitted: () => Boolean(document.querySelector(".PostHogSurvey-rating").shadowRoot.querySelector(".thank-you-message")),
  },
  steps: [
    () => {
      const root = document.querySelector(".PostHogSurvey-rating").shadowRoot;
      return root.querySelector("input[type=checkbox]") && root.querySelector(".form-submit");
    },
    () => {
      const root = document.querySelector(".PostHogSurvey-rating").shadowRoot;
      return root.querySelector("textarea") && root.querySelector(".form-submit");
    },
  ],
  mount: async () => {
    globalThis.posthog.displaySurvey("rating", { displayType: "popover", ignoreConditions: true, ignoreDelay: true });
    const shown = () => document.querySelector(".PostHogSurvey-rating");
    while (!shown()?.shadowRoot.querySelector(".ratings-emoji")) await new Promise((resolve) => setTimeout(resolve, 5));
    return () => shown().remove();
  },
};
