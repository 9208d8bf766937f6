// The tablet: takes a ticket, or an empty one for “next”, from the staff's screen and
// tells it how far the citizen is. Here both are windows of one browser; where they are
// two machines, the counter system's stream (attribute session) takes this one's place.
const kiosk = document.getElementById("kiosk");
const counter = new BroadcastChannel("hall-counter");
counter.onmessage = ({ data }) => {
  // An attribute, not ticket and next(): the element has those once its script is there.
  if (data.ticket) kiosk.setAttribute("ticket", data.ticket);
  else kiosk.removeAttribute("ticket");
};
kiosk.addEventListener("hcp-kiosk", ({ detail }) => counter.postMessage({ state: detail.state }));
