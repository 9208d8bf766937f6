/** SurveyJS as its documentation embeds it: model and renderer in one bundle, its answer posted. */

import { Model } from "survey-core";
import { renderSurvey } from "survey-js-ui";

globalThis.mountSurvey = (definition, element) => {
  const model = new Model(definition);
  model.onComplete.add(async ({ data }) => {
    const answer = await fetch(globalThis.SURVEY_BACKEND, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(data) });
    if (answer.ok) globalThis.surveyTaken = true;
  });
  renderSurvey(model, element);
  return () => {
    model.dispose();
    element.replaceChildren();
  };
};
