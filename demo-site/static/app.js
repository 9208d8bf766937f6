// Tells the app around this page, by whichever bridge it offers, that a rating
// was sent or that the citizen leaves. No words of the citizen pass here.
const tell = (type) => {
  const message = JSON.stringify({ source: "hall", type });
  if (window.HallApp && typeof window.HallApp.postMessage === "function") window.HallApp.postMessage(message);
  else if (window.webkit?.messageHandlers?.hall) window.webkit.messageHandlers.hall.postMessage(message);
};
document.addEventListener("hcp-submitted", () => tell("submitted"));
document.addEventListener("hcp-queued", () => tell("queued"));
document.addEventListener("hcp-close", () => tell("close"));
document.querySelector("[data-leave]").addEventListener("click", () => tell("close"));
