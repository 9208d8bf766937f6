// Adds evaluations to the table as they arrive. Cells are set as text, so a comment
// is never read as markup; a row that is already there is left alone.
const table = document.getElementById("rows");
const body = table.tBodies[0];
const empty = document.getElementById("empty");
const live = document.getElementById("live");
const MOST = 200;

const say = (state) => {
  if (live.dataset.state === state) return;
  live.dataset.state = state;
  live.textContent = live.dataset[state];
};
const add = ({ id, negative, cells }) => {
  if (document.getElementById(id)) return;
  const row = body.insertRow(0);
  row.id = id;
  row.className = negative ? "negative new" : "new";
  for (const text of cells) row.insertCell().textContent = text;
  while (body.rows.length > MOST) body.deleteRow(-1);
  empty.hidden = true;
};

const events = new EventSource(table.dataset.events);
events.addEventListener("evaluation", (event) => add(JSON.parse(event.data)));
events.addEventListener("live", () => say("live"));
events.addEventListener("down", () => say("down"));
events.addEventListener("error", () => say("retry"));
