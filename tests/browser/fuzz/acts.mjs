/** Runs in the page: what the actions do, and what must hold after them. */

/** Carries out one action on the element. A wrong value that the platform itself refuses is no fault. */
export async function act({ do: what, name, value, key, type, at, from, ticket, edge }) {
  const own = () => document.querySelector("haochaping-rating") ?? globalThis.away;
  const rating = own();
  const place = document.getElementById("place");
  // Names that are no names and values that cannot be cloned are the platform's to refuse.
  const tried = (work) => {
    try {
      work();
    } catch (cause) {
      if (!(cause instanceof DOMException || cause instanceof TypeError)) throw cause;
    }
  };
  switch (what) {
    case "set":
      rating.setAttribute(name, value);
      break;
    case "remove":
      rating.removeAttribute(name);
      break;
    case "property":
      tried(() => (rating[name] = value));
      break;
    case "message":
      if (from === "page") postMessage(value, "*");
      else document.getElementById("stranger").contentWindow.postMessage(value, "*");
      break;
    case "keep":
      localStorage.setItem(key, value);
      dispatchEvent(new StorageEvent("storage", { key, newValue: value, storageArea: localStorage }));
      break;
    case "event": {
      const target = { element: rating, window: globalThis, document }[at];
      const event = new CustomEvent(type, { detail: value, bubbles: true, composed: true, cancelable: true });
      if (type === "error") Object.defineProperty(event, "error", { value });
      target.dispatchEvent(event);
      break;
    }
    case "call":
      rating[name]();
      break;
    case "leave":
      globalThis.away = rating;
      rating.remove();
      break;
    case "return":
      place.append(rating);
      break;
    case "move":
      document.getElementById("other").append(rating);
      break;
    case "twin":
      if (document.querySelectorAll("haochaping-rating").length < 4) place.append(rating.cloneNode(true));
      break;
    case "children":
      rating.replaceChildren(document.createElement("form"), "x");
      break;
    case "choose":
      rating.shadowRoot.querySelector("input[type=radio]")?.click();
      break;
    case "wait":
      await new Promise((resolve) => setTimeout(resolve, 60));
      break;
    case "good":
      rating.setAttribute("endpoint", edge);
      rating.setAttribute("ticket", ticket);
      break;
  }
}

/** Everything of the page that is not the element's. */
export function surroundings() {
  const copy = document.body.cloneNode(true);
  for (const rating of copy.querySelectorAll("haochaping-rating")) rating.remove();
  return {
    body: copy.innerHTML.replaceAll(/\s+/g, " "),
    head: document.head.innerHTML.replaceAll(/\s+/g, " "),
    address: location.href,
    filled: [...document.querySelectorAll("#own input")].map(({ value, checked }) => `${value} ${checked}`),
  };
}

/**
 * Gives every element on the page its ticket back and answers `whole` once each can be
 * rated with: five radios that answer, or the link to the hosted page; else what is there.
 */
export async function whole({ ticket, edge }) {
  localStorage.removeItem("haochaping.queue");
  if (!document.querySelector("haochaping-rating")) document.getElementById("place").append(globalThis.away);
  const all = [...document.querySelectorAll("haochaping-rating")];
  for (const rating of all) {
    for (const name of ["hidden", "inert", "mode", "style", "class"]) rating.removeAttribute(name);
    rating.replaceChildren();
    rating.setAttribute("endpoint", edge);
    rating.setAttribute("ticket", "");
    rating.setAttribute("ticket", ticket);
    rating.focus();
  }
  const usable = (rating) => {
    const root = rating.shadowRoot;
    const links = [...root.querySelectorAll("a[href]")];
    if (globalThis.blocked && links.some(({ href }) => href === `${edge}/r/${ticket}`)) return true;
    const radios = [...root.querySelectorAll("input[name=level]")];
    return radios.length === 5 && radios.every(({ disabled }) => !disabled) && (globalThis.blocked || root.querySelector("textarea"));
  };
  const answers = (rating) => {
    const radio = rating.shadowRoot.querySelector("input[name=level][value='4']");
    radio?.click();
    return radio ? radio.checked : true;
  };
  const until = performance.now() + 5_000;
  while (performance.now() < until) {
    if (all.every(usable)) return all.every(answers) ? "whole" : "a radio does not answer";
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  return all.map(({ shadowRoot }) => shadowRoot.textContent).join(" | ") || "nothing";
}
