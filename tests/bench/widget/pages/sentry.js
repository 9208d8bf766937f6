/** Sentry Feedback: its form opened at once, in the page. */

import { feedbackSyncIntegration, init } from "@sentry/browser";

const { backend, texts } = globalThis.SENTRY_PAGE;
const feedback = feedbackSyncIntegration({
  autoInject: false,
  showBranding: false,
  showName: false,
  showEmail: false,
  enableScreenshot: false,
  colorScheme: "light",
  formTitle: texts.question,
  messageLabel: texts.comment,
  messagePlaceholder: "",
  submitButtonLabel: texts.submit,
  cancelButtonLabel: "取消",
  successMessageText: texts.thanks,
  onSubmitSuccess: () => (globalThis.sentryTaken = true),
});
init({ dsn: `${backend.replace("//", "//key@")}/1`, integrations: [feedback] });

globalThis.mountFeedback = async () => {
  const form = await feedback.createForm();
  form.appendToDom();
  form.open();
  return () => form.removeFromDom();
};
