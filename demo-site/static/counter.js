// The staff's screen: hands a ticket to the tablet and shows what it hears, which is
// “done”, “idle” or “next” and never what the citizen chose or wrote.
const tablet = new BroadcastChannel("hall-counter");
const heard = document.getElementById("heard");
tablet.onmessage = ({ data }) => {
  heard.textContent = heard.dataset[data.state];
};
for (const button of document.querySelectorAll("[data-ticket]")) {
  button.addEventListener("click", () => tablet.postMessage({ ticket: button.dataset.ticket }));
}
